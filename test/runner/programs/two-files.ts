// Imports a value and a type from a neighbour.
import { createServer } from 'node:net'
import { respond, type Answer } from './two-files-neighbour.ts'

const answer: Answer = respond('hello')
createServer(socket => socket.once('data', () => socket.end(answer))).listen(Number(process.env['PORT']), '127.0.0.1')
