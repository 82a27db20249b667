// A server that takes one client at a time and one request from each, of at most 900 bytes. It calls the application twice,
// the first time to see what comes, and waits for no promise; a body is an array to it, and of that the first chunk. It gives
// every response the same reason and headers of its own, and takes every line with a colon for a header.

import { createServer, type Server, type Socket } from 'node:net'
import type { Application } from '../../../src/tsgi/index.ts'

const longestRequest = 900
const own = ['Date: Thu, 01 Jan 2015 00:00:00 GMT', 'Content-Type: text/html', 'X-First: 1']

export const servesOneAtATime = (application: Application): Server => {
  const waiting: Socket[] = []
  let isBusy = false
  const next = (): void => {
    const socket = isBusy ? undefined : waiting.shift()
    if (socket === undefined) return
    isBusy = true
    let received = ''
    socket.on('data', bytes => {
      received += bytes.toString('latin1')
      if (received.includes('\r\n\r\n') || received.length > longestRequest) answer(application, socket, received)
    })
    socket.once('close', () => {
      isBusy = false
      next()
    })
  }
  return createServer(socket => {
    socket.on('error', () => socket.destroy())
    waiting.push(socket)
    next()
  })
}

function answer(application: Application, socket: Socket, received: string): void {
  const said = { status: '200 OK', headers: [] as (readonly string[])[] }
  const startResponse = (status: string, headers: (readonly string[])[]): (() => void) => {
    if (status.length < 5) throw new Error('no reason')
    Object.assign(said, { status: `${status.slice(0, 3)} Fine`, headers })
    return () => undefined
  }
  const call = (): unknown => {
    const body: unknown = application(environOf(received) as never, startResponse as never)
    if (body instanceof Promise) body.catch(() => undefined)
    return body
  }
  try {
    if (received.length > longestRequest) throw new Error('too long')
    call()
    const body = call()
    const [bytes] = Array.isArray(body) ? (body as Uint8Array[]) : [Buffer.from('no array')]
    if (bytes?.constructor.name === 'Octets') throw new Error('no bytes')
    const headers = [...own, ...said.headers.map(([name, value]) => `${name}: ${value}`)]
    socket.write(`HTTP/1.1 ${said.status}\r\n${headers.join('\r\n')}\r\n\r\n`)
    socket.end(bytes ?? '')
  } catch {
    socket.end('HTTP/1.0 400 Bad Request\r\n\r\n')
  }
}

function environOf(received: string): Record<string, unknown> {
  const [line = '', ...fields] = received.split('\r\n')
  if (!fields.some(field => /^host:/i.test(field))) throw new Error('no Host')
  return {
    PATH_INFO: line.split(' ')[1],
    'tsgi.input': { read: () => new Promise(() => undefined) },
    'tsgi.signal': new AbortController().signal,
    ...Object.fromEntries(
      fields.map(field => [`HTTP_${field.split(':')[0]!.toUpperCase().replaceAll('-', '_')}`, 'here']),
    ),
  }
}
