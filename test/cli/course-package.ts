// A copy of the package with a small course of three lessons in place of ours: a greeting, a server that loads an
// application, and one that is held to a contract of two cases at its end.

import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { newFolder, packageFolder } from './cli.ts'
import { json, serverThat, type Changes } from './pack.ts'

/** The launcher of the copy; what a test changes in the course replaces or takes away files. */
export const packageOf = (changes: Changes = {}): string => {
  const folder = newFolder()
  for (const part of ['dist', 'template', 'package.json'])
    cpSync(join(packageFolder, part), join(folder, part), { recursive: true })
  for (const [name, text] of Object.entries({ ...threeLessons, ...changes })) {
    if (text === undefined) continue
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return join(folder, 'dist/tsgi-learn.cjs')
}

/** Asks the application of its argument; without one, says how it is used. */
const server = (body: string): string => `import { createServer, type Socket } from 'node:net'
import { pathToFileURL } from 'node:url'

type StartResponse = (status: string, headers: readonly (readonly [string, string])[]) => void
type Application = (environ: Record<string, string>, startResponse: StartResponse) => Iterable<Uint8Array> & { close?: () => void }

const word = process.argv[2]
if (word === undefined) {
  console.error('Provide an application as module:callable')
  process.exit(1)
}
const at = word.lastIndexOf(':')
const module = (await import(pathToFileURL(word.slice(0, at)).href)) as Record<string, Application>
const application = module[word.slice(at + 1)]!

createServer(serve).listen(Number(process.env.PORT ?? 8888), '127.0.0.1')

function serve(socket: Socket): void {
  let received = ''
  socket.on('error', error => console.log(error.message))
  socket.on('data', bytes => {
    received += bytes.toString('latin1')
    if (received.includes('\\r\\n\\r\\n')) answer(socket, environFrom(received))
  })
}

function environFrom(head: string): Record<string, string> {
  const [method = '', path = ''] = head.split(' ')
  return { REQUEST_METHOD: method, PATH_INFO: path.replace(/\\?.*/, '') }
}

function answer(socket: Socket, environ: Record<string, string>): void {
  let head = ''
  const body = application(environ, (status) => {
    head = 'HTTP/1.1 ' + status + '\\r\\n\\r\\n'
  })
  let isStarted = false
  for (const chunk of body) {
    if (!isStarted) socket.write(head)
    isStarted = true
    socket.write(${body})
  }
  body.close?.()
  socket.end()
}
`

const app = `type Start = (status: string, headers: readonly (readonly [string, string])[]) => void
type Environ = Record<string, string>

const saying = (name: string) => (environ: Environ, startResponse: Start): Uint8Array[] => {
  startResponse('200 OK', [])
  return [new TextEncoder().encode(name + ' at ' + environ['PATH_INFO'])]
}
export const application = saying('application')
export const other = saying('other')
`

const fixture = (title: string, body: string, properties = ''): string =>
  `# ${title}\n${properties}> GET /a HTTP/1.1\n> Host: a\n>\n< HTTP/1.1 200 OK\n<\n< ${body}\\\n* closed\n`

const lessonOf = (title: string, more: object): string =>
  json({ title, minutes: 5, built: `A server of the lesson ${title}.`, ...more })

export const threeLessons: Readonly<Record<string, string>> = {
  'course.json': json({
    title: 'Three lessons',
    lessons: [{ slug: 'hello' }, { slug: 'load' }, { slug: 'whole' }, { slug: 'later', title: 'Not written' }],
  }),
  'lessons/hello/lesson.json': lessonOf('Hello', {
    until: 'load',
    steps: [{ id: 'greet', title: 'Greet', checks: ['is-greeted'] }],
    checks: [{ fixture: 'is-greeted' }],
  }),
  'lessons/hello/text.md': 'Greet them.\n',
  'lessons/hello/start/server.ts': serverThat('socket.end()').replace(/ *\/\/ #.*\n/g, ''),
  'lessons/hello/solution/server.ts': serverThat("socket.end('HTTP/1.1 200 OK\\r\\n\\r\\nhello')").replace(
    / *\/\/ #.*\n/g,
    '',
  ),
  'fixtures/hello/is-greeted.trace': fixture('Whoever comes is greeted', 'hello'),

  'lessons/load/lesson.json': lessonOf('Load', {
    app: 'app.ts:application',
    steps: [{ id: 'load', title: 'Load', checks: ['is-loaded', 'another-is-loaded', 'nothing-is-given'] }],
    checks: [{ fixture: 'is-loaded' }, { fixture: 'another-is-loaded' }, { fixture: 'nothing-is-given' }],
  }),
  'lessons/load/text.md': 'Load it.\n',
  'lessons/load/apps/app.ts': app,
  'lessons/load/start/server.ts': server("'TODO'")
    .replace('\nfunction answer', '\n// TODO: send what it says\nfunction answer')
    .replace(/if \(word === undefined\) \{[^}]*\}/, '// TODO: say how it is used when there is no word'),
  'lessons/load/solution/server.ts': server('chunk'),
  'fixtures/load/is-loaded.trace': fixture('The application is asked', 'application at /a'),
  'fixtures/load/another-is-loaded.trace': fixture('Another one is asked', 'other at /a', '#!app: app.ts:other\n'),
  'fixtures/load/nothing-is-given.trace':
    '# Without an application it says how it is used\n#!argv:\n* prints Provide an application as {any}\n* exits 1\n',

  'lessons/whole/lesson.json': lessonOf('The whole', {
    app: 'app.ts:application',
    steps: [
      { id: 'own', title: 'Its own', checks: ['is-asked'] },
      { id: 'contract', title: 'Hold it to the contract', contract: true },
    ],
    checks: [{ fixture: 'is-asked' }],
  }),
  'lessons/whole/text.md': 'All of it.\n',
  'lessons/whole/apps/app.ts': app,
  'lessons/whole/start/server.ts': server("'TODO'").replace(
    'function serve',
    '// TODO: everything else\nfunction serve',
  ),
  'lessons/whole/solution/server.ts': server('chunk.subarray(0)'),
  'fixtures/whole/is-asked.trace': fixture('The application is asked again', 'application at /a'),
  'fixtures/contract/contract.json': json({
    title: 'A contract of two cases',
    groups: [
      { id: 'call', title: 'Calls', cases: { 'the-application-answers': ['call'], 'any-path-is-answered': ['call'] } },
    ],
  }),
  'fixtures/contract/application.ts':
    "import { saying } from './saying.ts'\nexport const application = saying('contract')\n",
  'fixtures/contract/saying.ts': app.slice(0, app.indexOf('export')).replace('const saying', 'export const saying'),
  'fixtures/contract/the-application-answers.trace': fixture('The application answers', 'contract at /a'),
  'fixtures/contract/any-path-is-answered.trace': fixture('Any path is answered', 'contract at {any}'),
}
