// One connection of a load: requests with tokens of their own, some ahead of their answers, and each answer held against its
// request.

import { once } from 'node:events'
import { connect } from 'node:net'
import { createResponseReader, type ResponseHead } from '../../../src/http/index.ts'
import type { Random } from './random.ts'

export type Load = { answered: number; bytes: number; readonly faults: string[] }

type Asked = { readonly token: string; readonly text: string; readonly body: Buffer }

const kinds = ['at-once', 'late', 'pieces'] as const

/** A request that no other connection makes; its answer is what it posts and its token again and again. */
function asked(name: string, random: Random): Asked {
  const token = `${name}-${random.below(1e9).toString(36)}`
  const kind = random.pick(kinds)
  const size = random.isOneIn(10) ? random.below(300_000) : random.below(3000)
  const made = Buffer.alloc(size, `${token};`)
  const target = `/token/${kind}/${token}/${size}`
  if (random.isOneIn(2)) return { token, text: `GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`, body: made }
  // What is not read is dropped by the server up to 64 kB; for more it closes the connection.
  const most = kind === 'at-once' ? 50_000 : 200_000
  const posted = Buffer.alloc(random.below(random.isOneIn(10) ? most : 2000), `<${token}>`)
  const text = `POST ${target} HTTP/1.1\r\nHost: a\r\n${random.isOneIn(2) ? sized(posted) : chunked(posted, random)}`
  // What is answered at once is answered without a look at what was posted.
  return { token, text, body: kind === 'at-once' ? made : Buffer.concat([posted, made]) }
}

const sized = (body: Buffer): string => `Content-Length: ${body.length}\r\n\r\n${body.toString('latin1')}`

function chunked(body: Buffer, random: Random): string {
  let text = 'Transfer-Encoding: chunked\r\n\r\n'
  for (let at = 0, size = 0; at < body.length; at += size) {
    size = 1 + random.below(Math.min(body.length - at, 5000))
    text += `${size.toString(16)}\r\n${body.toString('latin1', at, at + size)}\r\n`
  }
  return `${text}0\r\n\r\n`
}

/** Asks as long as it may, with up to `ahead` requests under way; ends when the last is answered. */
export async function loadConnection(
  {
    port,
    name,
    ahead,
    random,
  }: { readonly port: number; readonly name: string; readonly ahead: number; readonly random: Random },
  load: Load,
  goesOn: () => boolean,
): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const underWay: Asked[] = []
  let head: ResponseHead | undefined
  let pieces: Buffer[] = []
  const reader = createResponseReader({
    onInterim: () => undefined,
    onHead: given => void (head = given),
    onBody: piece => void pieces.push(Buffer.from(piece)),
    onEnd() {
      const fault = faultOf(underWay.shift(), head, Buffer.concat(pieces))
      if (fault !== undefined) load.faults.push(`${name}: ${fault}`)
      load.answered += 1
      load.bytes += pieces.reduce((sum, { length }) => sum + length, 0)
      pieces = []
      askMore()
    },
    onError: error => void load.faults.push(`${name}: ${error.message}`),
  })
  const askMore = (): void => {
    while (underWay.length < ahead && goesOn() && load.faults.length === 0) {
      const next = asked(name, random)
      underWay.push(next)
      reader.expect(next.text.slice(0, next.text.indexOf(' ')))
      socket.write(next.text, 'latin1')
    }
    if (underWay.length === 0) socket.end()
  }
  socket.on('data', bytes => void reader.push(bytes))
  socket.on('error', error => void load.faults.push(`${name}: ${error.message}`))
  socket.once('connect', askMore)
  await once(socket, 'close')
  if (underWay.length > 0) load.faults.push(`${name}: ${underWay.length} requests without an answer`)
}

function faultOf(request: Asked | undefined, head: ResponseHead | undefined, body: Buffer): string | undefined {
  if (request === undefined) return 'an answer that nobody asked for'
  const token = head?.fields.find(({ name }) => name.lower === 'x-token')?.value
  if (head?.status !== 200 || token !== request.token) return `${head?.status} for ${token} and not ${request.token}`
  if (body.length !== request.body.length) return `${body.length} bytes and not ${request.body.length}`
  return body.equals(request.body) ? undefined : 'bytes of another request'
}
