// Proves that what an application gives has gone to the client before the application goes on, even where it goes on at once
// and lets the event loop wait (PEP 3333, "Buffering and Streaming").

import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import type { Application } from '../../src/tsgi/index.ts'
import { bytes, get, hello, post } from './support/applications.ts'
import { serving } from './support/serving.ts'

/** A client in a thread of its own: it notes in shared memory that it received `first`, and tells in the end all it received. */
const clientCode = `
const { workerData, parentPort } = require('node:worker_threads')
const { port, request, shared } = workerData
const seen = new Int32Array(shared)
let received = ''
const socket = require('node:net').connect(port, '127.0.0.1', () => socket.write(request))
socket.setEncoding('latin1')
socket.on('data', text => {
  received += text
  if (received.includes('first')) {
    Atomics.store(seen, 0, 1)
    Atomics.notify(seen, 0)
  }
  if (received.includes('second')) parentPort.postMessage(received)
})
`

const shared = new SharedArrayBuffer(4)
const seen = new Int32Array(shared)

/** Blocks the event loop until the client has received what was given so far. */
const second = (): Uint8Array => {
  const outcome = Atomics.wait(seen, 0, 0, 5000)
  return bytes(outcome === 'timed-out' ? 'too late, second' : 'in time, second')
}

const applications: readonly (readonly [string, Application])[] = [
  [
    'a synchronous generator',
    function* (_, startResponse) {
      startResponse('200 OK', [])
      yield bytes('first')
      yield second()
    },
  ],
  [
    'a synchronous generator with a length',
    function* (_, startResponse) {
      startResponse('200 OK', [['Content-Length', '20']])
      yield bytes('first')
      yield second()
    },
  ],
  [
    'a synchronous generator with a large chunk',
    function* (_, startResponse) {
      startResponse('200 OK', [])
      yield bytes(`first${'x'.repeat(60_000)}`)
      yield second()
    },
  ],
  [
    'an asynchronous generator',
    async function* (_, startResponse) {
      startResponse('200 OK', [])
      yield bytes('first')
      yield second()
    },
  ],
  [
    'write()',
    (_, startResponse) => {
      const write = startResponse('200 OK', [])
      void write(bytes('first'))
      void write(second())
      return []
    },
  ],
]

const cases = applications.flatMap(([name, application]) =>
  [
    ['alone', get()],
    ['after another in one piece', get('/other') + get()],
    ['after a POST in one piece', post('abc', 'X-Path: other') + get()],
  ].map(([where, request]) => ({ name, application, where, request })),
)

test.for(cases)('a chunk of $name is out before the next is made, $where', async ({ application, request }) => {
  seen[0] = 0
  const { server } = await serving((environ, startResponse) => {
    const isOther = environ.PATH_INFO === '/other' || environ.REQUEST_METHOD === 'POST'
    return (isOther ? hello : application)(environ, startResponse)
  })
  const { port } = server.address as { readonly port: number }
  const worker = new Worker(clientCode, { eval: true, workerData: { port, request, shared } })
  onTestFinished(async () => void (await worker.terminate()))
  const [received] = (await once(worker, 'message')) as [string]
  expect(received).toContain('in time, second')
})
