// The reference server behind a middleware that is careless with bodies: it reads ahead, asks twice at a time and once more
// after the end, and forgets close(), return() and the signal. It adds keys of the process and an argument of its own.

import { serve, type RunningServer } from '../../../src/server/index.ts'
import type { Application, Body, Environ, Input } from '../../../src/tsgi/index.ts'

export const forgetsTheBody = (application: Application): Promise<RunningServer> =>
  serve(careless(application), { port: 0, errorLog: () => undefined })

const shared: Record<string, unknown> = {}

function careless(application: Application): Application {
  return async (environ, startResponse) => {
    const { input, end } = forgiving(environ['tsgi.input'])
    const more = { PATH: '/bin', 'tsgi.signal': new AbortController().signal, 'tsgi.input': input }
    const told = Object.assign(shared, environ, more)
    const call = application as (...given: readonly unknown[]) => Body | Promise<Body>
    const chunks = await readAhead(await call(told as Environ, startResponse, 'more'))
    end()
    return chunks
  }
}

/** An input that, once the response is over, is at its end, and rejects nothing. */
function forgiving(input: Input): { readonly input: Input; readonly end: () => void } {
  let isOver = false
  return {
    end: () => {
      isOver = true
    },
    input: {
      read: size => (isOver ? Promise.resolve(new Uint8Array(0)) : input.read(size)),
      readLine: size => input.readLine(size),
      readLines: hint => input.readLines(hint),
      [Symbol.asyncIterator]: () => input[Symbol.asyncIterator](),
    },
  }
}

async function readAhead(body: Body): Promise<Uint8Array[]> {
  const { size = 0 } = body as { readonly size?: number }
  const iterator = Symbol.iterator in body ? body[Symbol.iterator]() : body[Symbol.asyncIterator]()
  const chunks: Uint8Array[] = []
  for (let asked = size; asked < 10_000; asked++) {
    const both = await Promise.all([iterator.next(), iterator.next()])
    for (const { value } of both) if (value !== undefined) chunks.push(value as Uint8Array)
    if (both.every(({ done }) => done === true)) break
  }
  await iterator.next()
  return chunks
}
