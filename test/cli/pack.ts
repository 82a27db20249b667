// A small course that keeps every rule, written to a folder; what a test changes in it breaks one.

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** File name to content; undefined takes the file away. */
export type Changes = Readonly<Record<string, string | undefined>>

/** Writes the course, with these files instead of its own. */
export const writePack = (folder: string, changes: Changes = {}): void => {
  for (const [name, text] of Object.entries({ ...pack, ...changes })) {
    if (text === undefined) continue
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
}

/** A server whose handler is this, after which it does nothing more. */
export const serverThat = (answers: string): string => `import { createServer } from 'node:net'

const server = createServer(socket => {
  let received = Buffer.alloc(0)
  socket.on('error', error => console.log(error.message))
  // #region serve
  socket.on('data', bytes => {
    received = Buffer.concat([received, bytes])
    if (received.includes('\\r\\n\\r\\n')) ${answers}
  })
  // #endregion
})
server.listen(Number(process.env.PORT ?? 8888), '127.0.0.1')
`

export const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`

export const lesson = {
  title: 'Hello',
  minutes: 5,
  steps: [{ id: 'greet', title: 'Greet', checks: ['hello-is-answered'] }],
  checks: [{ fixture: 'hello-is-answered' }],
}

export const attempt = { check: 'hello-is-answered', code: 'lf-only', why: 'It looks the same on a screen.' }

const greet = "socket.end('HTTP/1.1 200 OK\\r\\n\\r\\nhello\\n')"

const pack = {
  'course.json': json({ title: 'A course of one lesson', lessons: [{ slug: 'hello' }] }),
  'lessons/hello/lesson.json': json(lesson),
  'lessons/hello/text.md':
    '# Hello\n\nThis server hangs up:\n\n<<< start/server.ts#serve\n\nThis one does not:\n\n<<< solution/server.ts#serve\n',
  'lessons/hello/start/server.ts': serverThat('socket.end()'),
  'lessons/hello/solution/server.ts': serverThat(greet),
  'lessons/hello/attempts/ends-in-lf/attempt.json': json(attempt),
  'lessons/hello/attempts/ends-in-lf/server.ts': serverThat("socket.end('HTTP/1.1 200 OK\\n\\nhello\\n')").replace(
    / *\/\/ #.*\n/g,
    '',
  ),
  'fixtures/hello/hello-is-answered.trace':
    '# Hello is answered\n> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n<\n< hello\\n\n* closed\n',
} as const
