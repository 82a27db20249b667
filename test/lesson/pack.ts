// A small course that keeps every rule, written to a folder of its own; what a test changes in it breaks one.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** File name to content; undefined takes the file away. */
export type Changes = Readonly<Record<string, string | Uint8Array | undefined>>

/** A folder that is gone after the test. */
export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'lesson-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The folder of the course, with these files instead of its own. */
export const packWith = (changes: Changes = {}): string => {
  const folder = newFolder()
  for (const [name, content] of Object.entries({ ...goodPack, ...changes }))
    if (content !== undefined) writeFile(folder, name, content)
  return folder
}

export const writeFile = (folder: string, name: string, content: string | Uint8Array): void => {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

/** The text of a file of the course with a part of it replaced, which must be there. */
export const replaced = (name: string, part: string, by: string): Changes => {
  const text = goodPack[name]
  if (text?.includes(part) !== true) throw new Error(`${name} has no ${part}`)
  return { [name]: text.replace(part, () => by) }
}

export const helloJson = `{
  "title": "Hello",
  "minutes": 5,
  "steps": [
    { "id": "greet", "title": "Greet", "checks": ["is-answered"] },
    { "id": "again", "title": "Greet again", "checks": ["is-answered-twice"] }
  ],
  "checks": [
    { "fixture": "is-answered" },
    { "fixture": "is-answered-twice", "needs": ["is-answered"] }
  ],
  "hints": [
    { "step": "greet", "levels": ["What does the client wait for?", ["Say it:", "<<< solution/server.ts#greet"]] },
    { "check": "is-answered-twice", "levels": ["Once more."] },
    { "code": "silent", "levels": ["It waits."] }
  ]
}
`

export const attemptJson = '{ "check": "is-answered-twice", "code": "closed-empty", "why": "It hangs up." }\n'

export const helloText = `# Hello

It hangs up:

<<< start/server.ts#hang-up

It logs:

<<< solution/log.ts

What is wrong:

<<< attempts/once/server.ts

What is called:

<<< apps/app.ts#application

On the wire:

<<< fixture is-answered

~~~predict
What comes back?

---

Hello.
~~~

~~~quiz
How does a line end?

- [ ] In LF
  > Lines of files do.
- [x] In CR and LF
  > Two bytes.
~~~
`

/**
 * The programs are read here and never run: a line `// fails CHECK with CODE` tells the tests of the lint what a run
 * would find. Both lessons have a start, the second one's lies over the solution of the first.
 */
export const goodPack: Readonly<Record<string, string>> = {
  'course.json': `{
  "title": "Small servers",
  "lessons": [
    { "slug": "hello" },
    { "slug": "goodbye" },
    { "slug": "later", "title": "Not written yet", "minutes": 20 }
  ]
}
`,
  'lessons/hello/lesson.json': helloJson,
  'lessons/hello/text.md': helloText,
  'lessons/hello/text.zh-CN.md': helloText.replace('# Hello', '# 你好').replace('What comes back?', '回来的是什么？'),
  'lessons/hello/start/server.ts':
    '// fails is-answered with closed-empty\n// #region hang-up\nsocket.end()\n// #endregion\n',
  'lessons/hello/solution/server.ts':
    "import './log.ts'\n\n// #region greet\nif (isComplete) {\n  socket.end('hello')\n}\n// #endregion\n",
  'lessons/hello/solution/log.ts': "console.log('hello')\n",
  'lessons/hello/attempts/once/attempt.json': attemptJson,
  'lessons/hello/attempts/once/server.ts': '// fails is-answered-twice with closed-empty\n',
  'lessons/hello/apps/app.ts': '// #region application\nexport const application = () => []\n// #endregion\n',
  'fixtures/hello/is-answered.trace':
    '# Hello is answered\n# Whoever asks is greeted.\n#!app: app.ts:application\n> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n<\n< hello\\\n* closed\n',
  'fixtures/hello/is-answered-twice.trace':
    '# Hello is answered twice\n#!until: goodbye\n> GET /2 HTTP/1.1\n>\n< HTTP/1.1 200 OK\n',
  'fixtures/http/plain.trace': '# A plain request\n> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n',
  'lessons/goodbye/lesson.json': `{
  "title": "Goodbye",
  "minutes": 7,
  "until": "later",
  "steps": [{ "id": "part", "title": "Part", "checks": ["is-parted"] }],
  "checks": [{ "fixture": "is-parted" }]
}
`,
  'lessons/goodbye/text.md': 'The bytes of others:\n\n<<< fixture http/plain\n\n<<< diff start solution\n',
  'lessons/goodbye/start/todo.ts': '// fails is-parted with silent\n',
  'lessons/goodbye/solution/todo.ts': "socket.end('goodbye')\n",
  'fixtures/goodbye/is-parted.trace': '# Goodbye is said\n> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n',
}
