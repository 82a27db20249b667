// Takes no notice of PORT.
import { createServer } from 'node:net'

createServer(socket => socket.end()).listen(0, '127.0.0.1')
