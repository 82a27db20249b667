// One call of an application without a server: an environ as a server makes it, and a sink that writes down what it is told.

import { fieldName, type RequestHead } from '../../../src/http/index.ts'
import {
  createErrorLog,
  emptyInput,
  environFrom,
  respond,
  type Application,
  type Environ,
  type GatewayFacts,
  type HeaderList,
  type PendingResponse,
  type ResponseSink,
} from '../../../src/tsgi/index.ts'

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
export const text = (given: Uint8Array): string => new TextDecoder().decode(given)

export const headOf = (given: Partial<RequestHead> = {}): RequestHead => ({
  method: 'GET',
  target: '/',
  form: 'origin',
  path: '/',
  query: undefined,
  host: 'localhost',
  version: '1.1',
  protocol: 'HTTP/1.1',
  fields: [],
  bodyKind: 'none',
  contentLength: undefined,
  keepAlive: true,
  expectsContinue: false,
  upgrade: undefined,
  ...given,
})

export const fieldsOf = (...pairs: readonly (readonly [name: string, value: string])[]): RequestHead['fields'] =>
  pairs.map(([name, value]) => ({ name: fieldName(name), value }))

export const factsOf = (given: Partial<GatewayFacts> = {}): GatewayFacts => ({
  serverName: '127.0.0.1',
  serverPort: '8000',
  remoteAddress: '127.0.0.2',
  remotePort: '40000',
  scheme: 'http',
  errors: createErrorLog(() => undefined),
  isMultithread: false,
  isMultiprocess: false,
  software: 'test/1',
  extra: undefined,
  ...given,
})

/** An environ as it should be, with these keys changed. */
export const environOf = (changes: Record<string, unknown> = {}): Environ =>
  Object.assign(
    environFrom(headOf(), factsOf(), { input: emptyInput, signal: new AbortController().signal }),
    changes,
  ) as Environ

/** What a sink was told: heads as `head 200 OK`, bytes as text, and the ends. */
export type Told = {
  readonly events: readonly string[]
  /** The headers of the last head. */
  readonly headers: HeaderList
  readonly knownLength: number | undefined
  /** What came with `abort`. */
  readonly aborted: unknown
}

export type RecordingSink = ResponseSink & {
  readonly told: Told
  /** From now on `data` gives a promise, until `drain` is called. */
  block(): void
  drain(): void
}

export function recordingSink(): RecordingSink {
  const events: string[] = []
  const told: { -readonly [Key in keyof Told]: Told[Key] } = {
    events,
    headers: [],
    knownLength: undefined,
    aborted: undefined,
  }
  let isBlocked = false
  let drained = (): void => undefined
  return {
    told,
    head: start => {
      events.push(`head ${start.status}`)
      told.headers = start.headers
    },
    whole: (start, chunks, knownLength) => {
      events.push(`whole ${start.status}`, ...chunks.filter(chunk => chunk.length > 0).map(text))
      told.headers = start.headers
      told.knownLength = knownLength
    },
    data: chunk => {
      events.push(text(chunk))
      if (!isBlocked) return true
      return new Promise(resolve => {
        drained = resolve
      })
    },
    end: () => void events.push('end'),
    abort: error => {
      events.push('abort')
      told.aborted = error
    },
    block: () => {
      isBlocked = true
    },
    drain: () => {
      isBlocked = false
      drained()
    },
  }
}

export type Outcome = Told & { readonly log: string; readonly isSynchronous: boolean }

/** Runs an application to its end. */
export async function outcomeOf(application: Application, changes: Record<string, unknown> = {}): Promise<Outcome> {
  const { sink, pending, log } = begin(application, changes)
  await pending?.whenDone
  return { ...sink.told, log: log(), isSynchronous: pending === undefined }
}

export type Begun = {
  readonly sink: RecordingSink
  readonly pending: PendingResponse | undefined
  readonly log: () => string
}

/** Runs an application up to where it waits for something. */
export function begin(
  application: Application,
  changes: Record<string, unknown> = {},
  sink: RecordingSink = recordingSink(),
): Begun {
  let log = ''
  const errors = createErrorLog(line => {
    log += line
  })
  const pending = respond(application, environOf({ 'tsgi.errors': errors, ...changes }), sink)
  return { sink, pending, log: () => log }
}

/** Lets everything happen that needs nothing from outside. */
export const settled = (): Promise<void> =>
  new Promise(resolve => {
    setImmediate(resolve)
  })
