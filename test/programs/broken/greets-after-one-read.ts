// Reads once, up to 1024 bytes, whatever they are, and says hello.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(socket => {
  socket.on('error', error => console.log(error.message))
  socket.once('readable', () => {
    const request = (socket.read(1024) ?? socket.read()) as Buffer | null
    console.log(String(request))
    socket.write('HTTP/1.1 200 OK\r\n\r\nHello, World!\n')
    socket.destroySoon()
  })
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
