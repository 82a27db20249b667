// The right port at an address that nobody dials.
import { createServer } from 'node:net'

createServer(socket => socket.end()).listen(Number(process.env['PORT']), '127.0.0.2')
