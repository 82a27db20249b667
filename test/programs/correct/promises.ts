// Waits for one event after another with once(), from a queue so that no read is lost.
import { once, on } from 'node:events'
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

async function readHead(socket: Socket): Promise<Buffer | undefined> {
  let received = Buffer.alloc(0)
  for await (const [chunk] of on(socket, 'data', { close: ['end', 'close'] })) {
    received = Buffer.concat([received, chunk])
    const end = received.indexOf('\r\n\r\n')
    if (end !== -1) return received.subarray(0, end + 4)
  }
  return undefined
}

async function serve(socket: Socket): Promise<void> {
  const head = await readHead(socket)
  if (head === undefined) return
  console.log(head.toString('latin1'))
  socket.resume()
  socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
  socket.end(head)
  await once(socket, 'finish')
}

const server = createServer()
server.on('connection', socket => {
  socket.on('error', error => console.log(error.message))
  serve(socket).catch(error => console.log(error))
})
server.listen(port, '127.0.0.1')
await once(server, 'listening')
console.log(`Serving HTTP on port ${port} ...`)
