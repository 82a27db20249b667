// Rejects a promise that nobody waits for, a moment after it was served.
import { createServer } from 'node:net'

async function log(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 5))
  throw new RangeError('no log')
}

createServer(socket =>
  socket.on('data', () => {
    void log()
  }),
).listen(Number(process.env['PORT']), '127.0.0.1')
