// Keeps the text in latin-1, one character a byte, and says that it closes.
import * as net from 'node:net'

const port = Number(process.env.PORT ?? '8888')

net
  .createServer(socket => {
    let text: string | undefined = ''
    socket.setEncoding('latin1')
    socket.on('error', error => console.log(error.message))
    socket.on('data', data => {
      if (text === undefined) return
      text += data
      const [head, ...rest] = text.split('\r\n\r\n')
      if (rest.length === 0) return
      text = undefined
      console.log(head)
      const response = ['HTTP/1.1 200 OK', 'Connection: close', 'Content-Type: text/plain', '', `${head}\r\n\r\n`]
      socket.end(response.join('\r\n'), 'latin1')
    })
  })
  .listen({ port, host: '127.0.0.1' }, () => console.log(`Serving HTTP on port ${port} ...`))
