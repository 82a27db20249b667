// Reads and says nothing.
import { createServer } from 'node:net'

createServer(socket => socket.resume()).listen(Number(process.env['PORT']), '127.0.0.1')
