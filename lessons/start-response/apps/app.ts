// The application of lesson 4: a view for each thing that an application may do with startResponse
// and with a body. The path says which view answers. After the question mark stands a name, where
// clients have to find each other.
import type { Application, ApplicationObject, Environ, HeaderList, StartResponse } from 'tsgi'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const after = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
const plain: HeaderList = [['Content-Type', 'text/plain']]

// The shapes of a body ----------------------------------------------------------------------------

// #region hello
/** A status, a header, and an array of one chunk: the smallest of all. */
const hello: Application = (environ, startResponse) => {
  startResponse('200 OK', plain)
  return [bytes('Hello, world\n')]
}
// #endregion

/** A line for each key of environ that can be written as text, sorted by key. */
const showEnviron: Application = (environ, startResponse) => {
  startResponse('200 OK', plain)
  return environLines(environ).map(bytes)
}

function environLines(environ: Environ): string[] {
  const texts = { ...environ, 'tsgi.version': environ['tsgi.version'].join('.') }
  const entries = Object.entries(texts).filter(([, value]) => typeof value !== 'object')
  const byKey = entries.toSorted(([one], [other]) => (one < other ? -1 : 1))
  return byKey.map(([key, value]) => `${key}=${value}\n`)
}

/** Several chunks in an array. */
const chunks: Application = (environ, startResponse) => {
  startResponse('200 OK', plain)
  return [bytes('one '), bytes('two '), bytes('three\n')]
}

/** An array without a chunk: a body that is empty. */
const empty: Application = (environ, startResponse) => {
  startResponse('200 OK', plain)
  return []
}

// #region generator
/** Each chunk is made when it is asked for. */
const generator: Application = function* (environ, startResponse) {
  startResponse('200 OK', plain)
  yield bytes('one ')
  yield bytes('two\n')
}
// #endregion

/** An async generator may wait between its chunks. */
const asyncGenerator: Application = async function* (environ, startResponse) {
  startResponse('200 OK', plain)
  yield bytes('one ')
  await after(5)
  yield bytes('two\n')
}

/** An async application: a promise of a body. */
const later: Application = async (environ, startResponse) => {
  await after(5)
  startResponse('200 OK', plain)
  return [bytes('later\n')]
}

/** Any bytes, and no text in any encoding. */
const anyBytes: Application = (environ, startResponse) => {
  startResponse('200 OK', [['Content-Type', 'application/octet-stream']])
  return [Uint8Array.from([0x63, 0x61, 0x66, 0xe9, 0x20, 0xff, 0x00, 0x0d, 0x0a, 0x80])]
}

/** A hundred thousand bytes, in chunks of a thousand. */
const long: Application = function* (environ, startResponse) {
  startResponse('200 OK', plain)
  for (let at = 0; at < 100; at++) yield bytes('0123456789'.repeat(100))
}

/** A clock that ticks five times. */
const slow: Application = async function* (environ, startResponse) {
  startResponse('200 OK', plain)
  for (let tick = 1; tick <= 5; tick++) {
    await after(20)
    yield bytes(`tick ${tick}\n`)
  }
}

// Status and headers ------------------------------------------------------------------------------

// #region cookies
/** Order and repeats are kept, and bytes beyond ASCII. */
const cookies: Application = (environ, startResponse) => {
  startResponse('200 OK', [
    ['Set-Cookie', 'theme=dark; Path=/'],
    ['Content-Type', 'text/plain'],
    ['Set-Cookie', 'lang=en'],
    ['X-Name', 'Ren\u00e9'],
    ['Set-Cookie', 'theme=light; Path=/old'],
  ])
  return [bytes('three cookies\n')]
}
// #endregion

/** A status with a reason that nobody else has. */
const teapot: Application = (environ, startResponse) => {
  startResponse("418 I'm a teapot", plain)
  return [bytes('short and stout\n')]
}

/** A Date and a Server of its own, and no others may be added to them. */
const dated: Application = (environ, startResponse) => {
  startResponse('200 OK', [
    ['date', 'Sun, 06 Nov 1994 08:49:37 GMT'],
    ['SERVER', 'an application/1.0'],
  ])
  return [bytes('dated\n')]
}

/** What the application does with its array after the call changes nothing. */
const changedLater: Application = (environ, startResponse) => {
  const header: [string, string] = ['X-First', 'as given']
  const headers = [header]
  startResponse('200 OK', headers)
  header[1] = 'changed'
  headers.push(['X-Second', 'added'])
  return [bytes('headers\n')]
}

/** Calls that are wrong. Each has to throw an error; then a second call with that error says so. */
const wrongCalls: Readonly<Record<string, readonly unknown[]>> = {
  'status-number': [200, plain],
  'status-without-reason': ['200', plain],
  'status-of-two-digits': ['20 OK', plain],
  'status-interim': ['100 Continue', plain],
  'status-with-line-end': ['200 OK\r\nX-Forged: 1', plain],
  'headers-object': ['200 OK', { 'Content-Type': 'text/plain' }],
  'header-alone': ['200 OK', [['X-Alone']]],
  'value-number': ['200 OK', [['X-Number', 3]]],
  'name-with-space': ['200 OK', [['X Space', 'a']]],
  'name-with-colon': ['200 OK', [['X-Colon:', 'a']]],
  'value-with-line-end': ['200 OK', [['X-Split', 'a\r\nX-Forged: 1']]],
  'value-beyond-latin-1': ['200 OK', [['X-Wide', '\u4f60']]],
  connection: ['200 OK', [['Connection', 'close']]],
  'transfer-encoding': ['200 OK', [['transfer-encoding', 'chunked']]],
  'third-is-no-error': ['200 OK', plain, 'an error'],
}

/** `/wrong?NAME` */
const wrong: Application = (environ, startResponse) => {
  const call = startResponse as (...given: readonly unknown[]) => unknown
  const error = thrownBy(() => call(...(wrongCalls[environ.QUERY_STRING] ?? [])))
  if (error === undefined) return [bytes('taken\n')]
  startResponse('200 OK', plain, new Error('the first call was wrong'))
  return [bytes(error instanceof Error ? 'refused\n' : 'what was thrown is no error\n')]
}

/** What a call throws; undefined when it throws nothing. */
function thrownBy(call: () => unknown): unknown {
  try {
    call()
    return undefined
  } catch (error) {
    return error
  }
}

// When the head leaves ----------------------------------------------------------------------------

/** `/held?NAME`: startResponse is called, and nothing may be sent before `/go?NAME`. */
const held: Application = async (environ, startResponse) => {
  startResponse('200 OK', plain)
  await untilGo(environ)
  return [bytes('held\n')]
}

/** `/held-by-nothing?NAME`: chunks without a byte send nothing either. */
const heldByNothing: Application = async function* (environ, startResponse) {
  startResponse('200 OK', plain)
  yield bytes('')
  yield bytes('')
  await untilGo(environ)
  yield bytes('held\n')
}

/** `/one-and-then?NAME`: the first chunk is sent before the second is made. */
const oneAndThen: Application = async function* (environ, startResponse) {
  startResponse('200 OK', plain)
  yield bytes('one ')
  await untilGo(environ)
  yield bytes('two\n')
}

/** A second call without an error: refused, and the first one holds. */
const twice: Application = (environ, startResponse) => {
  startResponse('200 OK', [['X-First', '1']])
  const error = thrownBy(() => startResponse('404 Not Found', [['X-Second', '2']]))
  return [bytes(error instanceof Error ? 'refused\n' : 'taken\n')]
}

// #region replaced
/** A second call, with an error, replaces status and headers. */
const replaced: Application = function* (environ, startResponse) {
  startResponse('200 OK', [['X-First', '1']])
  yield bytes('')
  const error = new Error('the database is gone')
  startResponse('503 Service Unavailable', [['X-Second', '2']], error)
  yield bytes('come back later\n')
}
// #endregion

/** `/too-late?NAME`: the head has left, so startResponse throws the error that it is given. */
const tooLate: Application = async function* (environ, startResponse) {
  startResponse('200 OK', plain)
  yield bytes('one\n')
  const error = new Error('the database is gone')
  const thrown = thrownBy(() => startResponse('503 Service Unavailable', plain, error))
  note(environ, thrown === error ? 'the same error' : 'something else')
  throw error
}

/** startResponse may be called after a chunk without bytes, and not after one with bytes. */
const startsLate: Application = function* (environ, startResponse) {
  yield bytes('')
  startResponse('200 OK', plain)
  yield bytes('soon enough\n')
}
const startsTooLate: Application = function* (environ, startResponse) {
  yield bytes('too soon\n')
  startResponse('200 OK', plain)
}
/** Nobody knows the status. */
const startsNever: Application = () => [bytes('a body without a status\n')]

// write() -----------------------------------------------------------------------------------------

// #region writes
/** What is written comes before what is returned, waited for or not. */
const writes: Application = async (environ, startResponse) => {
  const write = startResponse('200 OK', plain)
  void write(bytes('one '))
  await write(bytes('two '))
  return [bytes('three\n')]
}
// #endregion

/** All of the body is written, and an empty one is returned. */
const writesAll: Application = async (environ, startResponse) => {
  const write = startResponse('200 OK', plain)
  await write(bytes('written\n'))
  return []
}

/** `/writes-at-once?NAME`: a write sends the head and its bytes before the application goes on. */
const writesAtOnce: Application = async (environ, startResponse) => {
  const write = startResponse('200 OK', plain)
  await write(bytes('one '))
  await untilGo(environ)
  return [bytes('two\n')]
}

/** A clock that ticks five times, and waits for no write. */
const writesOn: Application = async (environ, startResponse) => {
  const write = startResponse('200 OK', plain)
  for (let tick = 1; tick <= 5; tick++) {
    void write(bytes(`tick ${tick}\n`))
    await after(10)
  }
  return []
}

/** write() is for the time before a body is returned. */
const writesTooLate: Application = async function* (environ, startResponse) {
  const write = startResponse('200 OK', plain)
  yield bytes('one ')
  const refused = await Promise.resolve()
    .then(() => write(bytes('two ')))
    .then(
      () => false,
      () => true,
    )
  yield bytes(refused ? 'refused\n' : 'taken\n')
}

// Applications that fail --------------------------------------------------------------------------

const secret = (): Error => new Error('no such table: passwords')

const throws: Application = () => {
  throw secret()
}
const throwsLater: Application = async () => {
  await after(5)
  throw secret()
}
const throwsAfterStart: Application = (environ, startResponse) => {
  startResponse('200 OK', [['X-First', '1']])
  throw secret()
}
const throwsInTheBody: Application = function* (environ, startResponse) {
  startResponse('200 OK', [['X-First', '1']])
  yield bytes('')
  throw secret()
}

/** What is no chunk and no body. TypeScript would say so, and is kept quiet. */
const textChunk: Application = (environ, startResponse) => {
  startResponse('200 OK', plain)
  return ['text'] as unknown as Uint8Array[]
}
const textBody: Application = (environ, startResponse) => {
  startResponse('200 OK', plain)
  return 'text' as unknown as Uint8Array[]
}
const bytesBody: Application = (environ, startResponse) => {
  startResponse('200 OK', plain)
  return bytes('bytes') as unknown as Uint8Array[]
}
const noBody: Application = (environ, startResponse) => {
  startResponse('200 OK', plain)
  return undefined as unknown as Uint8Array[]
}

// What several clients have to do with each other -------------------------------------------------

/** `/count?NAME`, then `/call?NAME`, then `/calls?NAME`: how often it was called in between. */
const callsOf = new Map<string, number>()
const count: Application = ({ QUERY_STRING: name }, startResponse) => {
  callsOf.set(name, 0)
  startResponse('200 OK', plain)
  return [bytes('from here\n')]
}
const call: Application = ({ QUERY_STRING: name }, startResponse) => {
  callsOf.set(name, (callsOf.get(name) ?? 0) + 1)
  startResponse('200 OK', plain)
  return [bytes('called\n')]
}
const calls: Application = ({ QUERY_STRING: name }, startResponse) => {
  startResponse('200 OK', plain)
  return [bytes(`calls=${callsOf.get(name) ?? 0}\n`)]
}

/** An environ belongs to one request: what is written into it is gone with it. */
const marks: Application = (environ, startResponse) => {
  const isMarked = environ['lesson.mark'] !== undefined
  environ['lesson.mark'] = 'here'
  startResponse('200 OK', plain)
  return [bytes(isMarked ? 'marked\n' : 'not marked\n')]
}

/** tsgi.errors takes any text, and none of it is seen in the response. */
const logs: Application = (environ, startResponse) => {
  environ['tsgi.errors'].write('one line of the log: caf\u00e9\n')
  environ['tsgi.errors'].writeLines(['two\n', 'three\n'])
  environ['tsgi.errors'].flush()
  startResponse('200 OK', plain)
  return [bytes('logged\n')]
}

const notesOf = new Map<string, string>()
function note({ QUERY_STRING: name }: Environ, line: string): void {
  notesOf.set(name, line)
}

/** `/notes?NAME`: what was noted under that name last, a moment from now. */
const notes: Application = async (environ, startResponse) => {
  await after(40)
  startResponse('200 OK', plain)
  return [bytes(`${notesOf.get(environ.QUERY_STRING) ?? 'nothing'}\n`)]
}

const waiting = new Map<string, () => void>()
function untilGo({ QUERY_STRING: name }: Environ): Promise<void> {
  return new Promise(resolve => waiting.set(name, resolve))
}

/** `/go?NAME`: lets the view go on that waits under this name. Gives it half a second to come. */
const go: Application = async (environ, startResponse) => {
  const name = environ.QUERY_STRING
  for (let ms = 0; ms < 500 && !waiting.has(name); ms += 5) await after(5)
  waiting.get(name)?.()
  const text = waiting.delete(name) ? 'went\n' : 'nobody waits\n'
  startResponse('200 OK', plain)
  return [bytes(text)]
}

const notFound = (environ: Environ, startResponse: StartResponse): Uint8Array[] => {
  startResponse('404 Not Found', plain)
  return [bytes(`nothing is at ${environ.PATH_INFO}\n`)]
}

const views: Readonly<Record<string, Application>> = {
  '/': hello,
  '/hello': hello,
  '/environ': showEnviron,
  '/chunks': chunks,
  '/empty': empty,
  '/generator': generator,
  '/async-generator': asyncGenerator,
  '/later': later,
  '/bytes': anyBytes,
  '/long': long,
  '/slow': slow,
  '/cookies': cookies,
  '/teapot': teapot,
  '/dated': dated,
  '/changed-later': changedLater,
  '/wrong': wrong,
  '/held': held,
  '/held-by-nothing': heldByNothing,
  '/one-and-then': oneAndThen,
  '/twice': twice,
  '/replaced': replaced,
  '/too-late': tooLate,
  '/starts-late': startsLate,
  '/starts-too-late': startsTooLate,
  '/starts-never': startsNever,
  '/writes': writes,
  '/writes-all': writesAll,
  '/writes-at-once': writesAtOnce,
  '/writes-on': writesOn,
  '/writes-too-late': writesTooLate,
  '/throws': throws,
  '/throws-later': throwsLater,
  '/throws-after-start': throwsAfterStart,
  '/throws-in-the-body': throwsInTheBody,
  '/text-chunk': textChunk,
  '/text-body': textBody,
  '/bytes-body': bytesBody,
  '/no-body': noBody,
  '/count': count,
  '/call': call,
  '/calls': calls,
  '/marks': marks,
  '/logs': logs,
  '/notes': notes,
  '/go': go,
}

/** Chooses a view by the path. */
export const application: Application = (environ, startResponse) => {
  const view = views[environ.PATH_INFO] ?? notFound
  return view(environ, startResponse)
}

// The three shapes of an application --------------------------------------------------------------

// #region shapes
/** A function. */
export const asFunction: Application = (environ, startResponse) => {
  startResponse('200 OK', plain)
  return [bytes('from a function\n')]
}

/** An object with a method handle. It can keep what all requests share. */
export const asObject: ApplicationObject = {
  handle(environ, startResponse) {
    startResponse('200 OK', plain)
    return [bytes('from an object\n')]
  },
}

/** A class. For each request a new one is made, and that is the body. */
export class AsClass {
  private readonly startResponse: StartResponse
  constructor(environ: Environ, startResponse: StartResponse) {
    this.startResponse = startResponse
  }
  *[Symbol.iterator]() {
    this.startResponse('200 OK', plain)
    yield bytes('from a class\n')
  }
}
// #endregion
