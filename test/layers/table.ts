// The order of the layers and what each may touch, as data: docs/map.md and the design say the same in words.

/** From left to right; a layer imports only from layers before it. */
export const layers = [
  'http',
  'tsgi',
  'server',
  'adapters',
  'transcript',
  'trace',
  'check',
  'runner',
  'lesson',
  'workbook',
  'repl',
  'ui',
  'cli',
] as const
export type Layer = (typeof layers)[number]

/** Modules a layer may import; `only` limits them to files whose path within the layer matches. */
export type Allowance = {
  readonly modules: readonly string[]
  readonly only?: RegExp
  readonly because: string
}

export const allowances: Readonly<Record<Layer, readonly Allowance[] | 'anything'>> = {
  http: [],
  tsgi: [],
  server: [{ modules: ['node:net', 'node:tls', 'node:cluster'], because: 'it is the one listening socket' }],
  adapters: [
    { modules: ['node:http', 'node:stream'], because: 'it translates to and from node:http' },
    { modules: ['node:child_process'], only: /^wsgi/, because: 'a WSGI application runs in a python3 of its own' },
  ],
  transcript: [{ modules: ['node:fs', 'node:fs/promises'], only: /^load\.ts$/, because: 'fixtures are files' }],
  trace: [],
  check: [],
  runner: [
    { modules: ['node:net', 'node:child_process'], because: 'it starts programs and talks TCP' },
    { modules: ['node:fs', 'node:fs/promises'], because: 'it runs stripped copies and keeps records of processes' },
    { modules: ['node:path', 'node:url', 'node:stream'], because: 'they name and carry what the modules above move' },
    {
      modules: ['node:module', 'node:crypto'],
      because: 'it loads the transformer of types, and names copies by what is in them',
    },
    {
      modules: ['node:worker_threads', 'node:inspector', 'data:'],
      only: /^boot\//,
      because: "the child's side watches its own event loop, and warms its own loader",
    },
  ],
  lesson: [
    { modules: ['node:fs', 'node:fs/promises'], only: /^load\.ts$/, because: 'a pack is a folder' },
    { modules: ['node:path'], because: 'a path is text; nothing is touched' },
    {
      modules: ['marked', 'diff', 'string-width'],
      because: 'neither Markdown nor diffing nor text width is our subject',
    },
  ],
  workbook: [
    { modules: ['node:fs', 'node:fs/promises'], only: /^files\.ts$/, because: "it keeps the learner's folder" },
    { modules: ['node:path'], because: 'a path is text; nothing is touched' },
  ],
  repl: [],
  ui: [
    { modules: ['ink', 'react', 'chalk'], because: 'they paint' },
    {
      modules: ['string-width', 'highlight.js', 'diff'],
      because: 'text width, colour and diffing are not our subject',
    },
    {
      modules: ['node:fs'],
      only: /^screen\/lifecycle\.ts$/,
      because: 'a terminal is restored with a synchronous write, since the process is about to end',
    },
  ],
  cli: 'anything',
}
