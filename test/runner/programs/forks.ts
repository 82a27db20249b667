// Starts a process that outlives it, in its own group.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'

spawn('sleep', ['1000'], { stdio: 'inherit' })
createServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n')).listen(Number(process.env['PORT']), '127.0.0.1')
