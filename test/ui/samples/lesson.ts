// A small lesson with one of everything that a lesson can have.

import type { Block, Course, Inline, Lesson, LessonCheck } from '../../../src/lesson/index.ts'
import { parseTranscript } from '../../../src/transcript/index.ts'

const t = (text: string): Inline => ({ type: 'text', text })
const c = (text: string): Inline => ({ type: 'code', text })

const text: readonly Block[] = [
  { type: 'heading', depth: 2, text: [t('What a server is')] },
  {
    type: 'paragraph',
    text: [
      t('A web server is a program that waits on a '),
      { type: 'strong', text: 'port' },
      t(', reads bytes that follow a few rules, and writes bytes that follow the same rules. Nothing else is '),
      { type: 'emphasis', text: 'needed' },
      t(
        ': no framework, no library. In this lesson you write one that answers every request with the request itself, using only ',
      ),
      c('node:net'),
      t('.'),
    ],
  },
  {
    type: 'code',
    language: 'trace',
    caption: 'a-first-request.trace',
    text: '> GET / HTTP/1.1\n> Host: localhost:8888\n>\n< HTTP/1.1 200 OK\n< Content-Type: text/plain\n<\n< GET / HTTP/1.1\n* closed\n',
  },
  {
    type: 'list',
    ordered: false,
    items: [
      [
        {
          type: 'paragraph',
          text: [
            t('Read until the '),
            { type: 'strong', text: 'blank line' },
            t(', however the bytes arrive. The network may cut them anywhere, also between '),
            c('CR'),
            t(' and '),
            c('LF'),
            t('.'),
          ],
        },
      ],
      [
        { type: 'paragraph', text: [t('Answer, then close.')] },
        {
          type: 'list',
          ordered: true,
          items: [
            [{ type: 'paragraph', text: [t('the status line')] }],
            [{ type: 'paragraph', text: [t('the header lines')] }],
          ],
        },
      ],
    ],
  },
  {
    type: 'predict',
    question: [
      {
        type: 'paragraph',
        text: [
          t('The request arrives in two segments, cut in the middle of '),
          c('Host'),
          t('. What does a server see that reads once?'),
        ],
      },
    ],
    answer: [{ type: 'paragraph', text: [t('Only the first half. The rest comes with the next read.')] }],
  },
  { type: 'heading', depth: 2, text: [t('The shape of the program')] },
  {
    type: 'code',
    language: 'ts',
    caption: 'start/server.ts',
    text: "import { createServer } from 'node:net'\n\nconst port = Number(process.env.PORT ?? 8888)\n\ncreateServer(socket => {\n  // Each connection comes here.\n  socket.on('data', chunk => socket.end(chunk))\n}).listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))\n",
  },
  {
    type: 'table',
    header: [[t('bytes')], [t('name')], [t('meaning')]],
    rows: [
      [[c('0d 0a')], [t('CRLF')], [t('the end of a line')]],
      [[c('0d 0a 0d 0a')], [t('blank line')], [t('the end of the header section')]],
    ],
  },
  {
    type: 'quote',
    blocks: [{ type: 'paragraph', text: [t('A sender sends what it likes; a network cuts it as it likes.')] }],
  },
  {
    type: 'quiz',
    question: [{ type: 'paragraph', text: [t('Where does the header section end?')] }],
    choices: [
      { text: [t('At the first '), c('\\r\\n')], isRight: false, explanation: [t('That ends the request line only.')] },
      { text: [t('At the first empty line')], isRight: true, explanation: [t('Two line ends in a row, four bytes.')] },
      {
        text: [t('When the client stops sending')],
        isRight: false,
        explanation: [t('A client that waits for an answer keeps the connection open.')],
      },
    ],
  },
  { type: 'rule' },
  { type: 'paragraph', text: [t('中文字符占两列，也能正确换行。'), t(' Wide characters keep their columns.')] },
]

const fixture = (title: string, why: string, body: string): LessonCheck['transcript'] =>
  parseTranscript(`# ${title}\n# ${why}\n${body}`)

const checkOf = (id: string, title: string, needs: readonly string[] = []): LessonCheck => ({
  id,
  title,
  fixture: id,
  needs,
  transcript: fixture(
    title,
    'A browser sends a dozen header lines, and more than one read may be needed to see them all.',
    '> GET /hello HTTP/1.1\n> Host: localhost:8888\n>\n< HTTP/1.1 200 OK\n< Content-Type: text/plain\n<\n< GET /hello HTTP/1.1\n< Host: localhost:8888\n<\n* closed\n',
  ),
})

export const sampleChecks: readonly LessonCheck[] = [
  checkOf('simple', 'A simple request is answered with itself'),
  checkOf('browser', 'A request as a browser sends it'),
  checkOf('curl', 'A request as curl sends it'),
  checkOf('one-byte', 'A request that arrives byte by byte', ['simple']),
  checkOf('two-clients', 'Two clients at once, the first half-sent', ['simple']),
  checkOf('with-body', 'A request with a body: only its head comes back'),
  checkOf('not-utf-8', 'Bytes that are not UTF-8 come back as they were'),
  checkOf('leaves-early', 'A client that leaves early does no harm'),
]

export const sampleLesson: Lesson = {
  number: 1,
  slug: 'echo',
  title: 'Echo',
  minutes: 40,
  steps: [
    { id: 'listen', title: 'Listen, and answer', checks: ['simple', 'browser', 'curl'] },
    { id: 'read', title: 'Read to the blank line', checks: ['one-byte', 'two-clients'] },
  ],
  checks: sampleChecks,
  hints: [
    {
      on: { type: 'code', id: 'one-read' },
      levels: [
        'A `data` event is not a request. How many of them may one request take?',
        'Keep what has arrived, and look for the blank line in all of it.',
        'In code:\n```ts\nheld = Buffer.concat([held, chunk])\nif (held.includes("\\r\\n\\r\\n")) answer(held)\n```',
      ],
    },
    {
      on: { type: 'step', id: 'listen' },
      levels: ['`node:net` has `createServer`.', 'End the connection with `socket.end`.'],
    },
    { on: { type: 'step', id: 'read' }, levels: ['The blank line is four bytes: CR LF CR LF.'] },
  ],
  text,
  argv: [],
  apps: new Map(),
  start: new Map([
    ['server.ts', "import { createServer } from 'node:net'\n\n// TODO: answer\ncreateServer(() => {}).listen(8888)\n"],
  ]),
  solution: new Map([
    [
      'server.ts',
      "import { createServer } from 'node:net'\n\nconst blankLine = '\\r\\n\\r\\n'\ncreateServer(socket => {\n  socket.end('HTTP/1.1 200 OK\\r\\n\\r\\n')\n}).listen(8888)\n",
    ],
  ]),
  attempts: [],
}

export const sampleCourse: Course = {
  directory: '/course',
  title: 'Build a web server',
  lessons: [
    { number: 1, slug: 'echo', title: 'Echo', minutes: 40, isWritten: true },
    { number: 2, slug: 'request-line', title: 'The request line', minutes: 35, isWritten: true },
    { number: 3, slug: 'environ', title: 'The environ', minutes: undefined, isWritten: false },
    { number: 4, slug: 'start-response', title: 'startResponse', minutes: undefined, isWritten: false },
  ],
}
