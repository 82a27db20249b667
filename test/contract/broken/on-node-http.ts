// A gateway of the kind one writes in ten minutes, on node:http. It collects the body before it calls the application, decodes
// the path as UTF-8, takes Host for its own name, sends the head as soon as there is a status, keeps all chunks until the
// last, and knows neither close() nor return().

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Application } from '../../../src/tsgi/index.ts'

export const onNodeHttp = (application: Application): Server =>
  createServer((request, response) => {
    answer(application, request, response).catch(() => response.destroy())
  })

async function answer(application: Application, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await collect(request)
  const write = (bytes: Uint8Array): Promise<void> => {
    response.write(bytes)
    return Promise.resolve()
  }
  const startResponse = (status: string, headers: readonly (readonly [string, string])[]): typeof write => {
    response.statusCode = Number(status.slice(0, 3))
    for (const [name, value] of headers) response.setHeader(name, value)
    response.flushHeaders()
    return write
  }
  try {
    const chunks: Uint8Array[] = []
    for await (const chunk of await application(environOf(request, body) as never, startResponse)) chunks.push(chunk)
    response.end(Buffer.concat(chunks))
  } catch (error) {
    if (!response.headersSent) response.statusCode = 500
    response.end(error instanceof Error ? error.stack : String(error))
  }
}

async function collect(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function environOf(request: IncomingMessage, body: Buffer): Record<string, unknown> {
  const { pathname, search } = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`)
  const [name, port = '80'] = (request.headers.host ?? '').split(':')
  const environ: Record<string, unknown> = {
    ...process.env,
    REQUEST_METHOD: request.method,
    SCRIPT_NAME: '/',
    PATH_INFO: decodeURIComponent(pathname),
    QUERY_STRING: decodeURIComponent(search),
    SERVER_NAME: name,
    SERVER_PORT: Number(port),
    SERVER_PROTOCOL: 'HTTP/1.1',
    REQUEST_URI: pathname,
    'tsgi.version': '1.0',
    'tsgi.url_scheme': request.headers['x-forwarded-proto'] ?? 'http',
    'tsgi.input': inputOf(body),
    'tsgi.errors': process.stderr,
    'tsgi.signal': new AbortController().signal,
  }
  for (const [key, value] of Object.entries(request.headers)) environ[`HTTP_${key.toUpperCase()}`] = value
  return environ
}

function inputOf(body: Buffer): unknown {
  let at = 0
  const read = (size = 0): Promise<Uint8Array> => {
    const end = size === 0 ? body.length : at + size
    const bytes = body.subarray(at, end)
    at = end
    return Promise.resolve(bytes)
  }
  return { read, readLine: read, readLines: () => read().then(bytes => [bytes]) }
}
