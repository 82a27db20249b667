// Killed from outside while it serves: it has no time to say anything.
import { execFileSync } from 'node:child_process'
import { createServer } from 'node:net'

createServer(socket =>
  socket.once('data', () => {
    execFileSync('kill', ['-s', 'KILL', String(process.pid)])
  }),
).listen(Number(process.env['PORT']), '127.0.0.1')
