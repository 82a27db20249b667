// Prints more than anybody reads, for each request, and answers.
import { createServer } from 'node:net'

createServer(socket =>
  socket.once('data', () => {
    for (let line = 1; line <= 1_000_000; line++) console.log(`line ${line}`)
    socket.end('HTTP/1.1 200 OK\r\n\r\n')
  }),
).listen(Number(process.env['PORT']), '127.0.0.1')
