// Its second server finds the port taken by its first.
import { createServer } from 'node:net'

const port: number = Number(process.env['PORT'])
createServer(socket => socket.end()).listen(port, '127.0.0.1', () => {
  createServer().listen(port, '127.0.0.1')
})
