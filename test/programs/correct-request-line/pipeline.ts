// A Transform between the socket and itself: requests go in, responses come out.
import { createServer } from 'node:net'
import { Transform, type TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'

class Answering extends Transform {
  #received = Buffer.alloc(0)
  #isDone = false

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    if (!this.#isDone) this.#add(chunk)
    done()
  }

  #add(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk])
    const line = this.#received.toString('latin1').split('\r\n', 1)[0]!
    const isWhole = this.#received.includes('\r\n\r\n')
    if (line.length > 8000) this.#answer('414 URI Too Long', '')
    else if (isWhole) this.#answer(...this.#read(line))
  }

  #read(line: string): [string, string] {
    const first = line.indexOf(' ')
    const last = line.lastIndexOf(' ')
    const [method, target, version] = [line.slice(0, first), line.slice(first + 1, last), line.slice(last + 1)]
    if (first < 1 || last === first || target === '' || target.includes(' ')) return ['400 Bad Request', '']
    if (!/^HTTP\/[0-9]\.[0-9]$/.test(version)) return ['400 Bad Request', '']
    if (version[5] !== '1') return ['505 HTTP Version Not Supported', '']
    return ['200 OK', `method=${method}\r\ntarget=${target}\r\nversion=${version}\r\n`]
  }

  #answer(status: string, body: string): void {
    this.#isDone = true
    this.push(Buffer.from(`HTTP/1.1 ${status}\r\nCONTENT-TYPE: text/plain\r\n\r\n${body}`, 'latin1'))
    this.push(null)
  }
}

const port = Number(process.env.PORT ?? 8888)
createServer({ allowHalfOpen: true }, socket => {
  const answering = new Answering()
  socket.on('error', () => socket.destroy())
  socket.on('data', bytes => answering.writable && answering.write(bytes))
  socket.on('end', () => answering.end())
  pipeline(answering, socket).catch(() => socket.destroy())
}).listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
