// Takes memory outside the heap for ever.
import { createServer } from 'node:net'

function hoard(): never {
  const kept: Buffer[] = []
  while (true) kept.push(Buffer.alloc(1_000_000, 1))
}

createServer(socket => socket.on('data', () => hoard())).listen(Number(process.env['PORT']), '127.0.0.1')
