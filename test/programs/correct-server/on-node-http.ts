// Lets node:http do the messages, and is a gateway only: what it sends is framed as Node frames it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { pathToFileURL } from 'node:url'

type Headers = [string, string][]
type Body = AsyncIterable<Uint8Array> & { close?: () => void }
type Application = (environ: Record<string, unknown>, start: unknown) => Body | Promise<Body>

const [file = '', name = ''] = /^(.*):([^:]+)$/.exec(process.argv[2] ?? '')?.slice(1) ?? []
const application = ((await import(pathToFileURL(file).href)) as Record<string, Application>)[name]!

function environOf(request: IncomingMessage): Record<string, unknown> {
  const { method = '', url = '', rawHeaders, socket } = request
  const mark = url.includes('?') ? url.indexOf('?') : url.length
  const environ: Record<string, unknown> = {
    REQUEST_METHOD: method,
    SCRIPT_NAME: '',
    PATH_INFO: unescape(url.slice(0, mark)),
    QUERY_STRING: url.slice(mark + 1),
    SERVER_PORT: String(socket.localPort),
    SERVER_PROTOCOL: `HTTP/${request.httpVersion}`,
  }
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const key = rawHeaders[at]!.toUpperCase().replace(/-/g, '_')
    if (key !== 'TRANSFER_ENCODING' && !rawHeaders[at]!.includes('_')) environ[`HTTP_${key}`] = rawHeaders[at + 1]
  }
  return environ
}

function inputOf(request: IncomingMessage, response: ServerResponse, expects: boolean): unknown {
  const parts: Buffer[] = []
  return {
    read: async () => {
      if (expects) response.writeContinue()
      for await (const part of request) parts.push(part as Buffer)
      return Buffer.concat(parts)
    },
  }
}

async function serve(request: IncomingMessage, response: ServerResponse, expects: boolean): Promise<void> {
  const environ = environOf(request)
  environ['tsgi.input'] = inputOf(request, response, expects)
  let started: { status: string; headers: Headers } | undefined
  const open = (length?: number): void => {
    const [, code, reason = ''] = /^(\d+) (.*)$/.exec(started!.status) ?? []
    const headers = started!.headers.flat()
    if (length !== undefined && code !== '204') headers.push('Content-Length', String(length))
    response.writeHead(Number(code), reason, headers)
  }
  const write = (chunk: Uint8Array, length?: number): void => {
    if (chunk.length === 0) return
    if (!response.headersSent) open(length)
    response.write(chunk)
  }
  const start = (status: string, headers: Headers, error?: Error): unknown => {
    if (started && !error) throw new Error('only once')
    if (error && response.headersSent) throw error
    started = { status, headers: [...headers] }
    return write
  }
  let body: Body | undefined
  try {
    body = await application(environ, start)
    const length = Array.isArray(body) ? Buffer.concat(body as Uint8Array[]).length : undefined
    for await (const chunk of body) write(chunk, length)
    if (!response.headersSent) open(length)
    response.end()
  } catch {
    // What was written goes out first.
    if (response.headersSent) return void setImmediate(() => request.socket.end())
    response.writeHead(500, ['Content-Type', 'text/plain']).end('Something went wrong.')
  } finally {
    body?.close?.()
    request.resume()
  }
}

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => void serve(request, response, false))
server.on('checkContinue', (request, response) => void serve(request, response, true))
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('Serving HTTP'))
