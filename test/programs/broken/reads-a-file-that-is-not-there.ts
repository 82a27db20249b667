// Reads its settings from a file that nobody wrote.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'

const greeting = readFileSync(new URL('./greeting.txt', import.meta.url))
const server = createServer(socket => socket.end(greeting))
server.listen(Number(process.env.PORT ?? 8888), '127.0.0.1')
