// Takes the first read for the whole request, however little of it came.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(socket => {
  socket.once('data', data => {
    const end = data.indexOf('\r\n\r\n')
    const head = end === -1 ? data : data.subarray(0, end + 4)
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
    socket.end(head)
    socket.resume()
  })
  socket.on('error', error => console.log(error.message))
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
