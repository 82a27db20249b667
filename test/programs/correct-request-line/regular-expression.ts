// One regular expression for the whole line; refuses as soon as it can, and reads on until the client is done.
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)
const form = /^(?<method>[!#$%&'*+.^_`|~\w-]+) (?<target>[^\s]+) (?<version>HTTP\/(?<major>\d)\.\d)$/

function answer(socket: Socket, status: string, body = ''): void {
  socket.end(`HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\n\r\n${body}`, 'latin1')
}

createServer(socket => {
  let received = ''
  socket.setEncoding('latin1')
  socket.on('error', error => console.log(error.message))
  socket.on('data', (text: string) => {
    if (socket.writableEnded) return
    received += text
    const lineEnd = received.indexOf('\r\n')
    if (lineEnd > 8000 || (lineEnd < 0 && received.length > 8000)) return answer(socket, '414 URI Too Long')
    if (lineEnd < 0) return
    const found = form.exec(received.slice(0, lineEnd))?.groups
    if (found === undefined) return answer(socket, '400 Bad Request')
    if (found['major'] !== '1') return answer(socket, '505 HTTP Version Not Supported')
    if (!received.includes('\r\n\r\n')) return
    const { method, target, version } = found
    answer(socket, '200 OK', `method=${method}\ntarget=${target}\nversion=${version}\n`)
  })
}).listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
