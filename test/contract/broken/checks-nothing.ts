// A server on a raw socket that believes everything: what a client sends, and what an application says. It takes the first
// length it finds, ends every line at LF, splits at any space, sends the head when startResponse is called, writes whatever
// comes as a chunk, and ends every response as if it were whole.

import { createServer, type Server, type Socket } from 'node:net'
import type { Application } from '../../../src/tsgi/index.ts'

export const checksNothing = (application: Application): Server =>
  createServer(socket => {
    let received = ''
    let isBusy = false
    socket.on('error', () => socket.destroy())
    const serveNext = async (): Promise<void> => {
      const end = received.search(/\n\r?\n/)
      if (isBusy || end < 0) return
      isBusy = true
      const head = received.slice(0, end)
      const bodyAt = end + (received[end + 1] === '\n' ? 2 : 3)
      const body = received.slice(
        bodyAt,
        bodyAt + Number.parseInt(/content-length *:\s*\+?(\w+)/i.exec(head)?.[1] ?? '0'),
      )
      received = received.slice(bodyAt + body.length)
      await answer(application, socket, { head, body })
      isBusy = false
      void serveNext()
    }
    socket.on('data', bytes => {
      received += bytes.toString('latin1')
      void serveNext()
    })
  })

type Request = { readonly head: string; readonly body: string }

async function answer(application: Application, socket: Socket, request: Request): Promise<void> {
  const send = (text: string): boolean => socket.write(Buffer.from(text, 'latin1'))
  const sendChunk = (chunk: unknown): Promise<void> => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString('latin1')
    send(`${text.length.toString(16)}\r\n${text}\r\n`)
    return Promise.resolve()
  }
  const startResponse = (status: string, headers: readonly (readonly string[])[]): typeof sendChunk => {
    const lines = [...headers].map(([name, value]) => `${name}: ${value}\r\n`)
    send(`HTTP/1.1 ${status}\r\n${lines.join('')}Transfer-Encoding: chunked\r\n\r\n`)
    return sendChunk
  }
  try {
    const body = await application(environOf(request) as never, startResponse as never)
    for await (const chunk of body) await sendChunk(chunk)
  } catch (error) {
    await sendChunk(String(error))
  }
  send('0\r\n\r\n')
}

function environOf({ head, body }: Request): Record<string, unknown> {
  const [line = '', ...fields] = head.split(/\r?\n/)
  const [method = '', target = ''] = line.trim().split(/\s+/)
  const [path = '', query = ''] = target.split('?')
  const environ: Record<string, unknown> = Object.freeze({
    REQUEST_METHOD: method.toUpperCase(),
    SCRIPT_NAME: '',
    PATH_INFO: path.replaceAll('+', ' ').replaceAll(/\/+/g, '/'),
    QUERY_STRING: query,
    SERVER_PROTOCOL: 'HTTP/1.1',
    'tsgi.version': [1, 0],
    'tsgi.url_scheme': 'http',
    'tsgi.input': { read: () => Promise.resolve(Buffer.from(body, 'latin1')) },
    'tsgi.errors': { write: () => undefined },
    'tsgi.signal': AbortSignal.abort(),
    ...Object.fromEntries(fields.map(field => keyAndValue(field.split(':')))),
  })
  return environ
}

function keyAndValue([name = '', ...value]: readonly string[]): readonly [string, string] {
  return [`HTTP_${name.trim().toUpperCase().replaceAll('-', '_')}`, value.join(':').trim()]
}
