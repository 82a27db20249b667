// Prints for ever, a little each turn of the event loop, and never answers.
import { createServer } from 'node:net'

const print = (): void => {
  console.log('x'.repeat(10_000))
  setImmediate(print)
}
createServer(socket => socket.once('data', print)).listen(Number(process.env['PORT']), '127.0.0.1')
