// Closes when the first read does not bring the whole header section.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(socket => {
  socket.once('data', data => {
    socket.resume()
    const end = data.indexOf('\r\n\r\n')
    if (end === -1) return socket.end()
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
    socket.end(data.subarray(0, end + 4))
  })
  socket.on('error', error => console.log(error.message))
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
