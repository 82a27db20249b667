// Asks for a port before any application is loaded: one that cannot be had is said at once, and `0` becomes a number that all
// workers share, also those that are started later.

import { createServer } from 'node:net'

export type PortAnswer =
  | { readonly type: 'free'; readonly port: number }
  | { readonly type: 'refused'; readonly code: string; readonly message: string }

export const askForPort = (host: string, port: number): Promise<PortAnswer> =>
  new Promise(resolve => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ type: 'refused', code: error.code ?? '', message: error.message }),
    )
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address()
      const free = typeof address === 'object' && address !== null ? address.port : port
      server.close(() => resolve({ type: 'free', port: free }))
    })
  })
