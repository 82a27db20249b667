// A class for the request, an error for each way to be wrong, and a table of reasons.
import { Server, type Socket } from 'node:net'

class Refusal extends Error {
  readonly status: number
  constructor(status: number) {
    super(`refused with ${status}`)
    this.status = status
  }
}

class RequestLine {
  readonly method: string
  readonly target: string
  readonly version: string

  constructor(text: string) {
    const words = /^([^ ]+) ([^ ]+) ([^ ]+)$/.exec(text)
    if (words === null) throw new Refusal(400)
    const [, method = '', target = '', version = ''] = words
    if (!/^HTTP\/\d\.\d$/.test(version)) throw new Refusal(400)
    if (version.charAt(5) !== '1') throw new Refusal(505)
    this.method = method
    this.target = target
    this.version = version
  }

  toString(): string {
    return Object.entries(this).reduce((text, [name, value]) => `${text}${name}=${String(value)}\n`, '')
  }
}

const reasons: Readonly<Record<number, string>> = { 200: 'OK', 400: 'Bad Request', 414: 'URI Too Long', 505: 'No' }

class Client {
  #text = ''
  readonly #socket: Socket

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', bytes => this.#hear(bytes.toString('binary')))
    socket.on('error', ({ message }) => console.log(message))
  }

  #hear(text: string): void {
    if (this.#socket.writableEnded) return
    this.#text += text
    try {
      const end = this.#text.search('\r\n')
      if (end > 8000 || (end < 0 && this.#text.length > 8000)) throw new Refusal(414)
      if (this.#text.includes('\r\n\r\n')) this.#say(200, String(new RequestLine(this.#text.slice(0, end))))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.#say(error.status, '')
    }
  }

  #say(status: number, body: string): void {
    const head = [`HTTP/1.1 ${status} ${reasons[status]}`, 'Connection: close', 'Content-Type: text/plain', '', '']
    this.#socket.write(head.join('\r\n'))
    this.#socket.end(Buffer.from(body, 'latin1'))
  }
}

const server = new Server()
server.on('connection', socket => new Client(socket))
const port = Number(process.env.PORT ?? 8888)
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
