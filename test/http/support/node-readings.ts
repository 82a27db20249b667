// How node:http reads the same bytes: the second opinion on every message. Over real sockets, for it has no other way in.

import { once } from 'node:events'
import { createServer as createHttpServer, request as httpRequest, type IncomingMessage } from 'node:http'
import { connect, createServer, type AddressInfo, type Server } from 'node:net'
import { latin1From, type HttpError, type RequestHead, type ResponseHead } from '../../../src/http/index.ts'
import { createRequestReader, createResponseReader, type Fields } from '../../../src/http/index.ts'
import { lines } from './read.ts'

/** What two readers have to agree on. */
export type Message = {
  /** Method and target, or status and reason. */
  readonly start: string
  readonly version: string
  readonly fields: readonly string[]
  readonly body: string
  readonly trailers: readonly string[]
}

export type Reading = { readonly messages: readonly Message[]; readonly isRefused: boolean }

export const loopback = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const pairs = (raw: readonly string[]): readonly string[] =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${raw[index + 1]}`] : []))

const noteOf = (message: IncomingMessage, start: string, body: string): Message => ({
  start,
  version: message.httpVersion,
  fields: pairs(message.rawHeaders),
  body,
  trailers: pairs(message.rawTrailers),
})

const bodyOf = async (message: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('latin1')
}

/** The requests that a server of node:http sees in these bytes. */
export async function requestsByNode(bytes: Uint8Array): Promise<Reading> {
  const messages: Promise<Message | undefined>[] = []
  let isRefused = false
  const note = (request: IncomingMessage, body: Promise<string>): void => {
    const start = `${request.method} ${request.url}`
    messages.push(
      body.then(
        text => noteOf(request, start, text),
        () => undefined,
      ),
    )
  }
  const server = createHttpServer((request, response) => {
    const body = bodyOf(request)
    note(request, body)
    // A body that is cut off is told as a refusal.
    body.then(
      () => response.end(),
      () => response.destroy(),
    )
  })
  for (const event of ['connect', 'upgrade'] as const)
    server.on(event, (request: IncomingMessage, socket) => {
      note(request, Promise.resolve(''))
      socket.end()
    })
  server.on('clientError', (_error, socket) => {
    isRefused = true
    socket.destroy()
  })
  const socket = connect(await loopback(server), '127.0.0.1')
  socket.on('error', () => undefined).resume()
  socket.end(bytes)
  await once(socket, 'close')
  const complete = (await Promise.all(messages)).filter(message => message !== undefined)
  server.close()
  return { messages: complete, isRefused: isRefused || complete.length < messages.length }
}

/** The response that a client of node:http sees in these bytes, after which the server ends the connection. */
export async function responseByNode(bytes: Uint8Array, method: string): Promise<Reading> {
  const server = createServer(socket => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(bytes))
  })
  const port = await loopback(server)
  const request = httpRequest({ port, host: '127.0.0.1', method, agent: false })
  try {
    const message = await new Promise<Message>((resolve, reject) => {
      request.once('error', reject)
      const note = (response: IncomingMessage, body: Promise<string>): void => {
        const start = `${response.statusCode} ${response.statusMessage}`
        body.then(text => resolve(noteOf(response, start, text)), reject)
      }
      request.once('response', response => note(response, bodyOf(response)))
      for (const event of ['connect', 'upgrade'] as const)
        request.once(event, (response: IncomingMessage) => note(response, Promise.resolve('')))
      request.end()
    })
    return { messages: [message], isRefused: false }
  } catch {
    return { messages: [], isRefused: true }
  } finally {
    request.destroy()
    server.close()
  }
}

/** What our readers see, in the same form. */
export const requestsByUs = (bytes: Uint8Array): Reading => {
  const notes = collector()
  const reader = createRequestReader({
    ...notes,
    onHead: ({ method, target, version, fields }: RequestHead) => notes.begin(`${method} ${target}`, version, fields),
  })
  reader.push(bytes)
  reader.end()
  return notes.reading()
}

export const responsesByUs = (bytes: Uint8Array, methods: readonly string[]): Reading => {
  const notes = collector()
  const reader = createResponseReader({
    ...notes,
    onInterim: () => undefined,
    onHead: ({ status, reason, version, fields }: ResponseHead) => notes.begin(`${status} ${reason}`, version, fields),
  })
  for (const method of methods) reader.expect(method)
  reader.push(bytes)
  reader.end()
  return notes.reading()
}

function collector() {
  const messages: Message[] = []
  let open: Message | undefined
  let error: HttpError | undefined
  return {
    begin: (start: string, version: string, fields: Fields) =>
      void (open = { start, version, fields: lines(fields), body: '', trailers: [] }),
    onBody: (bytes: Uint8Array) => void (open = { ...open!, body: open!.body + latin1From(bytes) }),
    onEnd: (trailers: Fields) => void messages.push({ ...open!, trailers: lines(trailers) }),
    onError: (found: HttpError) => void (error = found),
    reading: (): Reading => ({ messages, isRefused: error !== undefined }),
  }
}
