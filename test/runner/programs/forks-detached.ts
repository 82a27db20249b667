// Starts a process in a session of its own: signals to the group do not reach it.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'

spawn('sleep', ['1000'], { stdio: 'ignore', detached: true }).unref()
createServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n')).listen(Number(process.env['PORT']), '127.0.0.1')
