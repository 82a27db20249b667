// One class for the server and one for what arrives on a connection.
import { Server, type Socket } from 'node:net'

interface Handler {
  handle(head: Uint8Array): Iterable<Uint8Array | string>
}

class HeadReader {
  #chunks: Buffer[] = []

  /** The header section, once it is complete. */
  push(chunk: Buffer): Buffer | undefined {
    this.#chunks.push(chunk)
    const received = Buffer.concat(this.#chunks)
    const end = received.indexOf('\r\n\r\n')
    return end < 0 ? undefined : received.subarray(0, end + 4)
  }
}

class Echo implements Handler {
  *handle(head: Uint8Array): Generator<Uint8Array | string> {
    yield 'HTTP/1.1 200 OK\r\n'
    yield 'Content-Type: text/plain\r\n\r\n'
    yield head
  }
}

class WebServer<H extends Handler> {
  readonly #server: Server
  private readonly handler: H

  constructor(handler: H) {
    this.handler = handler
    this.#server = new Server(socket => this.#accept(socket))
  }

  listen(port: number): void {
    this.#server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
  }

  #accept(socket: Socket): void {
    const reader = new HeadReader()
    let isAnswered = false
    socket.on('error', error => console.log(error.message))
    socket.on('data', (chunk: Buffer) => {
      const head = isAnswered ? undefined : reader.push(chunk)
      if (!head) return
      isAnswered = true
      console.log(head.toString('latin1'))
      for (const part of this.handler.handle(head)) socket.write(part)
      socket.end()
    })
  }
}

new WebServer(new Echo()).listen(Number(process.env.PORT! as string) || 8888)
