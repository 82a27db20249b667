// The application that broken and correct servers of lessons 4 and 5 are asked with: one small view for each path.

type Headers = readonly (readonly [string, string])[]
type Start = (status: string, headers: Headers, error?: Error) => (chunk: Uint8Array) => unknown
type Environ = Readonly<Record<string, unknown>>
type Body = Iterable<Uint8Array> | AsyncIterable<Uint8Array>
type View = (environ: Environ, start: Start) => Body | Promise<Body>

const bytes = (text: string): Uint8Array => Buffer.from(text)
const plain: Headers = [['Content-Type', 'text/plain']]
const waiting = new Map<string, () => void>()
const counts = new Map<string, number>()

function count(name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

function nameIn(environ: Environ): string {
  return String(environ['QUERY_STRING'])
}

function text(start: Start, body: string, status = '200 OK'): Body {
  start(status, plain)
  return [bytes(body)]
}

const views: Readonly<Record<string, View>> = {
  '/hello': (_, start) => text(start, 'hello\n', '200 Fine'),
  '/environ': (environ, start) => {
    const lines = Object.keys(environ)
      .filter(key => typeof environ[key] === 'string')
      .map(key => `${key}=${String(environ[key])}\n`)
    start('200 OK', plain)
    return [Buffer.from(lines.join(''), 'latin1')]
  },
  '/cookies': (_, start) => {
    start('200 OK', [...plain, ['Set-Cookie', 'a=1; Path=/'], ['Set-Cookie', 'b=2']])
    return [bytes('baked\n')]
  },
  '/bytes': (_, start) => {
    start('200 OK', plain)
    return [Buffer.from('caf\xe9 \xff\0\x01\\\n', 'latin1')]
  },
  '/accents': (_, start) => text(start, 'ça và'),
  '/held': async function* (environ, start) {
    start('200 OK', plain)
    await new Promise<void>(resolve => waiting.set(nameIn(environ), resolve))
    yield bytes('held\n')
  } as View,
  '/go': (environ, start) => {
    waiting.get(nameIn(environ))?.()
    return text(start, 'went\n')
  },
  '/replaced': (_, start) => {
    start('200 OK', plain)
    start('503 Service Unavailable', plain, new Error('no room'))
    return [bytes('replaced\n')]
  },
  '/throws': (_, start) => {
    start('200 OK', plain)
    throw new Error('no such table')
  },
  '/calls': (environ, start) => {
    count(`calls ${nameIn(environ)}`)
    return text(start, 'counted\n')
  },
  '/called': (environ, start) => text(start, `calls=${counts.get(`calls ${nameIn(environ)}`) ?? 0}\n`),
  '/writes': (_, start) => {
    const write = start('200 OK', plain)
    void write(bytes('written\n'))
    return [bytes('returned\n')]
  },
  '/twice': (_, start) => {
    start('200 OK', plain)
    try {
      start('200 OK', plain)
    } catch {
      return [bytes('second=refused\n')]
    }
    return [bytes('second=taken\n')]
  },
  '/echo': async (environ, start) => {
    const input = environ['tsgi.input'] as { read(): Promise<Uint8Array> }
    const body = await input.read()
    start('200 OK', plain)
    return [body]
  },
  '/ignores': (_, start) => text(start, 'ignored\n'),
  '/slow': async (_, start) => {
    await new Promise(resolve => setTimeout(resolve, 30))
    return text(start, 'slow\n')
  },
  '/parts': function* (_, start) {
    start('200 OK', plain)
    yield bytes('one, ')
    yield bytes('')
    yield bytes('two, three')
  } as View,
  '/fails': function* (_, start) {
    start('200 OK', plain)
    yield bytes('one, ')
    throw new Error('no such table')
  } as View,
  '/empty': (_, start) => {
    start('204 No Content', [])
    return []
  },
  '/closes': (environ, start) => {
    start('200 OK', plain)
    return Object.assign([bytes('closing\n')], { close: () => count(`closes ${nameIn(environ)}`) })
  },
  '/closed': (environ, start) => text(start, `closes=${counts.get(`closes ${nameIn(environ)}`) ?? 0}\n`),
}

export function application(environ: Environ, start: Start): Body | Promise<Body> {
  const path = String(environ['PATH_INFO'])
  // A server may leave the query in the path: that can be seen only where the path is listed all the same.
  const view = views[path.startsWith('/environ') ? '/environ' : path]
  return view === undefined ? text(start, 'nothing here\n', '404 Not Found') : view(environ, start)
}
