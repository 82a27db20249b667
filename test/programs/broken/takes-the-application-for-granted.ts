// Looks into a word that is not there: the error ends it with code 1, which is the right one by accident.
import { createServer } from 'node:net'

const word = process.argv[2]!
const file = word.slice(0, word.lastIndexOf(':'))
console.log(`Serving ${file}`)

const server = createServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
server.listen(Number(process.env.PORT ?? 8888), '127.0.0.1')
