// As few lines as will do.
import net from 'node:net'
const port = Number(process.env.PORT ?? 8888)
net.createServer(socket => {
  let text = ''
  socket.setEncoding('latin1').on('error', console.log).on('data', data => {
    if (text.includes('\r\n\r\n')) return
    text += data
    const head = text.match(/^[^]*?\r\n\r\n/)?.[0]
    if (head) console.log(head), socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n' + head, 'latin1')
  })
}).listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
