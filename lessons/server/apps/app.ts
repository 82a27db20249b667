// The application of lesson 5: a view for each thing that a whole server has to do for one. The
// path says which view answers. After the question mark stands what the view shall do, or a name,
// where clients have to find each other.
import type { Application, Body, Environ, HeaderList, Input, StartResponse } from 'tsgi'

const encoder = new TextEncoder()
const decoder = new TextDecoder('latin1')
const bytes = (text: string): Uint8Array => encoder.encode(text)
const after = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
const plain: HeaderList = [['Content-Type', 'text/plain']]

/** A status, a header, and an array of one chunk: the smallest of all. */
const hello: Application = (environ, startResponse) => {
  startResponse('200 OK', plain)
  return [bytes('Hello, world\n')]
}

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

// tsgi.input --------------------------------------------------------------------------------------

/** Sends the body of the request back. */
const echo: Application = async (environ, startResponse) => {
  const body = await environ['tsgi.input'].read()
  startResponse('200 OK', plain)
  return [body]
}

/** The same, piece by piece, while it still comes. */
const echoPieces: Application = async function* (environ, startResponse) {
  startResponse('200 OK', plain)
  for await (const piece of environ['tsgi.input']) yield piece
}

/** How many bytes the body has, read as they come. */
const count: Application = async (environ, startResponse) => {
  let size = 0
  for await (const piece of environ['tsgi.input']) size += piece.length
  startResponse('200 OK', plain)
  return [bytes(`${size} bytes\n`)]
}

/** `/read?3,line,all`: one read after another, and what each of them gave. */
const read: Application = async (environ, startResponse) => {
  const lines: string[] = []
  for (const way of environ.QUERY_STRING.split(','))
    lines.push(`${way} [${await readBy(environ['tsgi.input'], way)}]\n`)
  startResponse('200 OK', plain)
  return lines.map(bytes)
}

/** `/read-at-once?3,line,all`: all reads are begun before the first is over. */
const readAtOnce: Application = async (environ, startResponse) => {
  const ways = environ.QUERY_STRING.split(',')
  const texts = await Promise.all(ways.map(way => readBy(environ['tsgi.input'], way)))
  startResponse('200 OK', plain)
  return ways.map((way, at) => bytes(`${way} [${texts[at]}]\n`))
}

/** `3` is read(3), `line` is readLine(), `lines` and `pieces` are all of them, `all` is read(). */
async function readBy(input: Input, way: string): Promise<string> {
  if (way === 'line') return shown(await input.readLine())
  if (way === 'lines') return (await input.readLines()).map(shown).join('|')
  if (way === 'all') return shown(await input.read())
  if (way !== 'pieces') return shown(await input.read(Number(way)))
  let text = ''
  for await (const piece of input) text += shown(piece)
  return text
}

/** A character for each byte, and line ends that can be seen. */
function shown(piece: Uint8Array): string {
  return decoder.decode(piece).replaceAll('\r', '\\r').replaceAll('\n', '\\n')
}

/** Answers and leaves the body unread. */
const unread: Application = (environ, startResponse) => {
  startResponse('200 OK', plain)
  return [bytes('not read\n')]
}

// How a response ends -----------------------------------------------------------------------------

/** All of an array is at hand, so its length can be told. */
const chunks: Application = (environ, startResponse) => {
  startResponse('200 OK', plain)
  return [bytes('one '), bytes('two '), bytes('three\n')]
}
const empty: Application = (environ, startResponse) => {
  startResponse('200 OK', plain)
  return []
}
/** A text whose bytes are more than its characters. */
const cafe: Application = (environ, startResponse) => {
  startResponse('200 OK', [['Content-Type', 'text/plain; charset=utf-8']])
  return [bytes('caf\u00e9 \u4f60\u597d\n')]
}

/** Nobody knows how long a generator will be. */
const generator: Application = function* (environ, startResponse) {
  startResponse('200 OK', plain)
  yield bytes('one, ')
  yield bytes('and the others\n')
}
/** One of its chunks is empty. */
const gap: Application = function* (environ, startResponse) {
  startResponse('200 OK', plain)
  yield bytes('one ')
  yield bytes('')
  yield bytes('two\n')
}

/** `/slow?MS`: a clock that ticks three times, with so much time before each. */
const slow: Application = async function* (environ, startResponse) {
  startResponse('200 OK', plain)
  for (let tick = 1; tick <= 3; tick++) {
    await after(Number(environ.QUERY_STRING))
    yield bytes(`tick ${tick}\n`)
  }
}

/** `/steps?NAME`: sends a part, and the rest after `/go?NAME`. */
const steps: Application = async function* (environ, startResponse) {
  startResponse('200 OK', plain)
  yield bytes('one\n')
  await untilGo(environ)
  yield bytes('two\n')
}

/** A Content-Length of its own: right, in two chunks. */
const ownLength: Application = function* (environ, startResponse) {
  startResponse('200 OK', [['content-length', '8']])
  yield bytes('one ')
  yield bytes('two\n')
}
const tooLong: Application = function* (environ, startResponse) {
  startResponse('200 OK', [['Content-Length', '4']])
  yield bytes('one and ')
  yield bytes('two\n')
}
const tooShort: Application = async function* (environ, startResponse) {
  startResponse('200 OK', [['Content-Length', '9']])
  yield bytes('one ')
  await after(2)
}

/** `/status?204`: a status that has no body, and an application that gives one all the same. */
const status: Application = (environ, startResponse) => {
  startResponse(`${environ.QUERY_STRING} Whatever`, [])
  return [bytes('a body that nobody wants\n')]
}

// write() -----------------------------------------------------------------------------------------

const writes: Application = async (environ, startResponse) => {
  const write = startResponse('200 OK', plain)
  void write(bytes('one '))
  await write(bytes('two '))
  return [bytes('three\n')]
}

// How it comes to an end, and who is told ---------------------------------------------------------

/** `/closes?HOW`: a body with close(), which notes that it was called. */
const closes: Application = (environ, startResponse) => {
  const how = environ.QUERY_STRING
  if (how !== 'never-starts')
    startResponse('200 OK', how === 'too-long' ? [['Content-Length', '3']] : plain)
  const body: Body = how === 'array' ? [bytes('one')] : stepsFor(how)
  return Object.assign(body, { close: () => note(environ, 'closed') })
}

async function* stepsFor(how: string): AsyncGenerator<Uint8Array, void> {
  if (how === 'fails-at-once') throw secret()
  yield bytes('one')
  await after(2)
  if (how === 'fails') throw secret()
  // Long enough for a client to leave.
  for (let steps = 0; how === 'left' && steps < 100; steps++) {
    yield bytes('.')
    await after(10)
  }
  yield bytes('two')
}

/** `/returns?HOW`: a generator that notes its finally. */
const returns: Application = async function* (environ, startResponse) {
  startResponse('200 OK', plain)
  try {
    yield* stepsFor(environ.QUERY_STRING)
  } finally {
    note(environ, 'finally')
  }
}

/** `/signal?HOW`: notes when tsgi.signal fires, which is when the client leaves too early. */
const signal: Application = async function* (environ, startResponse) {
  const { 'tsgi.signal': signal, QUERY_STRING: how } = environ
  signal.addEventListener('abort', () => note(environ, 'the client left'))
  startResponse('200 OK', plain)
  yield bytes('one ')
  // Long enough for a client to leave.
  for (let ms = 0; how === 'left' && ms < 1000 && !signal.aborted; ms += 2) await after(2)
  yield bytes('two\n')
  note(environ, 'all was sent')
}

const secret = (): Error => new Error('no such table: passwords')

const throws: Application = () => {
  throw secret()
}
/** Fails when a part of the body has been sent: the client has to see that something is missing. */
const throwsInTheBody: Application = async function* (environ, startResponse) {
  startResponse('200 OK', plain)
  yield bytes('one\n')
  await after(2)
  throw secret()
}

// What several clients have to do with each other -------------------------------------------------

/** `/held?NAME`: answers after `/go?NAME`. */
const held: Application = async (environ, startResponse) => {
  startResponse('200 OK', plain)
  await untilGo(environ)
  return [bytes('held\n')]
}

const notesOf = new Map<string, string[]>()
function note({ REQUEST_URI: target }: Environ, line: string): void {
  notesOf.set(target, [...(notesOf.get(target) ?? []), line])
}

/** `/notes?/closes?end`: what `/closes?end` has noted, once there is something and a moment later. */
const notes: Application = async (environ, startResponse) => {
  const target = environ.QUERY_STRING
  await soon(() => notesOf.has(target))
  await after(5)
  startResponse('200 OK', plain)
  return (notesOf.get(target) ?? ['nothing']).map(line => bytes(`${line}\n`))
}

const waiting = new Map<string, () => void>()
function untilGo({ QUERY_STRING: name }: Environ): Promise<void> {
  return new Promise(resolve => waiting.set(name, resolve))
}

/** Waits until it is so, or a moment: a few turns at least, however busy the machine is. */
async function soon(isSo: () => boolean): Promise<void> {
  const end = Date.now() + 150
  for (let turn = 0; !isSo() && (turn < 20 || Date.now() < end); turn++) await after(2)
}

/** `/go?NAME`: lets the view go on that waits under this name. Gives it a moment to come. */
const go: Application = async (environ, startResponse) => {
  const name = environ.QUERY_STRING
  await soon(() => waiting.has(name))
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
  '/echo': echo,
  '/echo-pieces': echoPieces,
  '/count': count,
  '/read': read,
  '/read-at-once': readAtOnce,
  '/unread': unread,
  '/chunks': chunks,
  '/empty': empty,
  '/cafe': cafe,
  '/generator': generator,
  '/gap': gap,
  '/slow': slow,
  '/steps': steps,
  '/own-length': ownLength,
  '/too-long': tooLong,
  '/too-short': tooShort,
  '/status': status,
  '/writes': writes,
  '/closes': closes,
  '/returns': returns,
  '/signal': signal,
  '/throws': throws,
  '/throws-in-the-body': throwsInTheBody,
  '/held': held,
  '/notes': notes,
  '/go': go,
}

/** Chooses a view by the path; `*` asks about the server as a whole. */
export const application: Application = (environ, startResponse) => {
  const view = environ.PATH_INFO === '*' ? showEnviron : (views[environ.PATH_INFO] ?? notFound)
  return view(environ, startResponse)
}
