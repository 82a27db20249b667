// Takes memory in the heap for ever.
import { createServer } from 'node:net'

function hoard(): never {
  const kept: object[] = []
  while (true) kept.push({ number: kept.length, text: [kept.length] })
}

createServer(socket => socket.on('data', () => hoard())).listen(Number(process.env['PORT']), '127.0.0.1')
