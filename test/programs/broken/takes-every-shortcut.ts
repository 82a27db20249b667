// A gateway with the shortcuts of small tutorials: one read, the query in the path, the request as the input, an old
// date, one header of each name, a body made of text.
import { createServer, type Socket } from 'node:net'

const [, file, name] = /^(.+):(.+)$/.exec(process.argv[2] ?? '') ?? []
const { [name!]: application } = await import(file!)
const port = Number(process.env.PORT ?? 8888)

class Gateway {
  #status = ''
  #headers: Record<string, string> = {}

  constructor(socket: Socket) {
    socket.on('error', error => console.log(error.message))
    socket.once('data', data => void this.#serve(socket, data.subarray(0, 1024).toString()))
  }

  async #serve(socket: Socket, request: string): Promise<void> {
    const [method, path, version] = request.split('\n')[0]!.trim().split(/\s+/)
    const environ = {
      REQUEST_METHOD: method,
      PATH_INFO: path,
      SERVER_NAME: 'localhost',
      SERVER_PORT: String(port),
      SERVER_PROTOCOL: version,
      'tsgi.version': [1, 0],
      'tsgi.input': { read: () => Promise.resolve(Buffer.from(request)) },
    }
    const body = await application(environ, this.#start)
    let response = `HTTP/1.1 ${this.#status}\r\n`
    for (const field of Object.keys(this.#headers)) response += `${field}: ${this.#headers[field]}\r\n`
    response += '\r\n'
    for await (const chunk of body) response += chunk.toString()
    socket.end(response)
  }

  #start = (status: string, headers: [string, string][]): void => {
    const own: [string, string][] = [
      ['Date', 'Mon, 15 Jul 2019 5:54:48 GMT'],
      ['Server', 'Small 0.2'],
    ]
    this.#status = status
    this.#headers = Object.fromEntries([...headers, ...own])
  }
}

const server = createServer(socket => new Gateway(socket))
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
