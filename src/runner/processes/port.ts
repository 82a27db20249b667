// Finds a port that is free now. It may be taken a moment later: who uses it must bear that.

import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

export function reservePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
