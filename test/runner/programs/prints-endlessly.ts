// Prints for ever once it has a request.
import { createServer } from 'node:net'

createServer(socket =>
  socket.once('data', () => {
    while (true) console.log('again and again and again')
  }),
).listen(Number(process.env['PORT']), '127.0.0.1')
