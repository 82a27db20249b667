// The floor: sockets of node:net and answers that were made before. It looks for the end of a head and at one byte of the
// target, knows the length of what is posted, and checks nothing: what is left is what sockets cost.

import { createServer } from 'node:net'
import { answers, pieces, posted } from '../answers.mjs'
import { report } from './report.mjs'

const head = fields => `HTTP/1.1 200 OK\r\n${fields}\r\n\r\n`
const whole = ({ type, body }, more = '') =>
  Buffer.concat([Buffer.from(head(`Content-Type: ${type}\r\nContent-Length: ${body.length}${more}`)), body])
const ready = {
  h: whole(answers['/hello']).toString('latin1'),
  last: whole(answers['/hello'], '\r\nConnection: close').toString('latin1'),
  1: { 0: whole(answers['/10k']), m: whole(answers['/1m']) },
}
const streamHead = head('Content-Type: text/plain; charset=utf-8\r\nTransfer-Encoding: chunked')
const chunks = pieces.map(piece => `${piece.length.toString(16)}\r\n${piece.toString('latin1')}\r\n`)
const echoHead = head(`Content-Type: application/octet-stream\r\nContent-Length: ${posted.length}`)

const answerGet = (socket, bytes, at) => {
  const letter = bytes[at + 5]
  if (letter === 0x68) return ready.h
  if (letter === 0x31) return void socket.write(bytes[at + 6] === 0x30 ? ready[1][0] : ready[1].m)
  socket.write(streamHead, 'latin1')
  for (const chunk of chunks) socket.write(chunk, 'latin1')
  socket.write('0\r\n\r\n', 'latin1')
  return undefined
}

createServer({ noDelay: true }, socket => {
  let kept
  let isLast
  const onData = data => {
    const bytes = kept === undefined ? data : Buffer.concat([kept, data])
    kept = undefined
    // Asked of the first request, and only for /hello.
    isLast ??= bytes.includes('Connection: close')
    let at = 0
    let text = ''
    while (at < bytes.length) {
      const end = bytes.indexOf('\r\n\r\n', at)
      const isPost = bytes[at] === 0x50
      const next = end + 4 + (isPost ? posted.length : 0)
      if (end < 0 || next > bytes.length) {
        kept = bytes.subarray(at)
        break
      }
      if (isPost) text += echoHead + bytes.latin1Slice(end + 4, next)
      else text += answerGet(socket, bytes, at) ?? ''
      at = next
    }
    if (isLast) socket.end(ready.last, 'latin1')
    else if (text !== '') socket.write(text, 'latin1')
  }
  socket.on('data', onData)
  socket.on('error', () => undefined)
}).listen(0, '127.0.0.1', function listening() {
  report(this.address().port)
})
