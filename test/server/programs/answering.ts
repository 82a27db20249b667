// A server in a process of its own, for tests that would bring it down. What it answers shows what it was asked for.

import { createHash } from 'node:crypto'
import { serve } from '../../../src/server/index.ts'
import type { Application, Environ } from '../../../src/tsgi/index.ts'
import type { Question, Report } from '../support/server-process.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** The request as it was understood, in one line. */
const understood = async (environ: Environ): Promise<string> => {
  const body = await environ['tsgi.input'].read()
  const hash = createHash('sha1').update(body).digest('hex').slice(0, 12)
  return `${environ.REQUEST_METHOD} ${environ.REQUEST_URI} ${body.length} ${hash}\n`
}

/** `/token/KIND/TOKEN/BYTES`: that many bytes made of the token, in the way of that kind; what was posted comes before them. */
const answerToken: Application = async (environ, startResponse) => {
  const [, , kind, token, size] = environ.PATH_INFO.split('/')
  const headers = [['X-Token', token!]] as const
  const posted = await environ['tsgi.input'].read()
  const made = Buffer.alloc(Number(size), `${token};`)
  if (kind === 'late') await turn()
  if (kind === 'pieces') return pieces(() => startResponse('200 OK', headers), Buffer.concat([posted, made]))
  startResponse('200 OK', headers)
  return [posted, made]
}

async function* pieces(start: () => void, all: Uint8Array) {
  start()
  for (let at = 0; at < all.length; at += 3001) {
    yield all.subarray(at, at + 3001)
    await turn()
  }
}

const application: Application = (environ, startResponse) => {
  if (environ.PATH_INFO.startsWith('/token/')) {
    if (!environ.PATH_INFO.startsWith('/token/at-once/')) return answerToken(environ, startResponse)
    const [, , , token, size] = environ.PATH_INFO.split('/')
    startResponse('200 OK', [['X-Token', token!]])
    return [Buffer.alloc(Number(size), `${token};`)]
  }
  // A tunnel would end what can be checked.
  if (environ.REQUEST_METHOD === 'CONNECT') {
    startResponse('405 Method Not Allowed', [])
    return []
  }
  return understood(environ).then(line => {
    startResponse('200 OK', [])
    return [encode(line)]
  })
}

const server = await serve(application, { port: 0 })
const say = (report: Report): void => void process.send?.(report)

process.on('message', ({ collects }: Question) => {
  if (collects) (globalThis as { readonly gc?: () => void }).gc?.()
  const { heapUsed, external } = process.memoryUsage()
  say({ type: 'state', connections: server.connections(), heapBytes: heapUsed + external })
})
process.on('disconnect', () => process.exit())
if (typeof server.address === 'string') throw new Error('it listens on a path')
say({ type: 'listening', port: server.address.port })
