// A server in a process of its own, so that its memory can be looked at: run with --expose-gc, told what to do by messages.

import { serve } from '../../../src/server/index.ts'
import type { Application } from '../../../src/tsgi/index.ts'

/** What the server's process says: once where it listens, then as often as it is asked with `measure`. */
export type Measure = {
  readonly port: number
  readonly heapBytes: number
  /** What keeps the process alive, by name, and how many. Not what is over with the next turn: an immediate can't be kept. */
  readonly resources: readonly string[]
  readonly connections: number
  /** Bodies that were given, and bodies that were closed. */
  readonly opened: number
  readonly closed: number
  readonly signalsFired: number
  readonly errors: string
}

const counted = { opened: 0, closed: 0, signalsFired: 0 }
let errors = ''

/** By path: an array, a stream that takes its time, the request's body, an error, one that never ends. */
const application: Application = async (environ, startResponse) => {
  const { PATH_INFO } = environ
  if (PATH_INFO === '/signal' || PATH_INFO === '/endless')
    environ['tsgi.signal'].addEventListener('abort', () => void counted.signalsFired++)
  if (PATH_INFO === '/error') throw new RangeError('wanted by the test')
  const chunks = PATH_INFO === '/echo' ? [await environ['tsgi.input'].read()] : await chunksOf(PATH_INFO)
  startResponse('200 OK', [])
  counted.opened++
  return Object.assign(chunks, { close: () => void counted.closed++ })
}

const chunksOf = async (path: string): Promise<AsyncIterable<Uint8Array> | Uint8Array[]> => {
  if (path === '/stream') return streamed(4)
  if (path === '/endless') return streamed(Infinity)
  await new Promise(resolve => setImmediate(resolve))
  return [new Uint8Array(2000)]
}

async function* streamed(count: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < count; at++) {
    await new Promise(resolve => setImmediate(resolve))
    yield new Uint8Array(20_000)
  }
}

const server = await serve(application, {
  port: 0,
  errorLog: text => {
    if (!text.includes('wanted by the test')) errors += text
  },
})

const measure = (): Measure => {
  for (let at = 0; at < 3; at++) globalThis.gc?.()
  return {
    port: (server.address as { readonly port: number }).port,
    heapBytes: process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers,
    resources: process
      .getActiveResourcesInfo()
      .filter(name => name !== 'Immediate')
      .toSorted(),
    connections: server.connections(),
    ...counted,
    errors,
  }
}

process.on('message', () => void process.send?.(measure()))
process.on('disconnect', () => process.exit())
process.send?.(measure())
