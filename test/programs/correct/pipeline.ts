// A transform between the two sides of the socket: the request flows in, the response flows out.
import { createServer } from 'node:net'
import { pipeline, Transform } from 'node:stream'

const port = Number(process.env.PORT ?? 8888)

function responseOf(): Transform {
  let received = Buffer.alloc(0)
  let isAnswered = false
  return new Transform({
    transform(chunk, _encoding, done) {
      if (isAnswered) return done()
      received = Buffer.concat([received, chunk])
      const end = received.indexOf('\r\n\r\n')
      if (end === -1) return done()
      isAnswered = true
      console.log(received.toString('latin1', 0, end))
      this.push('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
      this.push(received.subarray(0, end + 4))
      this.push(null)
      done()
    },
  })
}

const server = createServer({ allowHalfOpen: true }, socket => {
  pipeline(socket, responseOf(), socket, error => {
    if (error) console.log(error.message)
  })
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
