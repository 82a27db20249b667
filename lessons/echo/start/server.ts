// Lesson 1: a server that answers each request with the request itself. So far it hangs up on everybody.
import { createServer, type Socket } from 'node:net'

// #region listen
const port = Number(process.env.PORT ?? 8888)

const server = createServer(serve)
server.listen(port, '127.0.0.1', () => {
  console.log(`Serving HTTP on port ${port} ...`)
})
// #endregion

// #region serve
/** Called once for each client that connects. */
function serve(socket: Socket): void {
  socket.on('data', (bytes: Buffer) => {
    console.log(`${bytes.length} bytes came in`)

    // TODO, step 1: first send a status line, Content-Type: text/plain and
    // a blank line.
    // TODO, step 2: send the bytes that came in as the body.
    // TODO, step 3: wait for the blank line, however many pieces it takes.
    // TODO, step 4: leave out of the body what follows the blank line.
    socket.end()
  })

  // TODO, step 5: survive clients that leave before they have their answer.
}
// #endregion
