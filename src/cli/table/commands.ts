// Every command as data: its arguments, options, help and example. Parsing, help, completion and suggestions read this
// table; what a command does is in commands/.

import type { OptionName } from './options.ts'

/** What an argument is, for completion and suggestions. */
export type ArgumentKind =
  'lesson' | 'check' | 'code' | 'file' | 'directory' | 'shell' | 'command' | 'action' | 'application'

export type ArgumentSpec = {
  readonly name: string
  readonly kind: ArgumentKind
  readonly isRequired?: true
  /** The only words that are allowed; undefined when it is free. */
  readonly choices?: readonly string[]
}

export type CommandSpec = {
  readonly summary: string
  readonly arguments: readonly ArgumentSpec[]
  readonly options: readonly OptionName[]
  readonly example: string
  /** More for `help COMMAND`, one sentence a line. */
  readonly details?: readonly string[]
  /** Announced, not there yet: any arguments are accepted and the command says so. */
  readonly comesLater?: true
}

const lesson = { name: 'N|SLUG', kind: 'lesson' } as const
const program = ['file', 'cmd', 'address'] as const satisfies readonly OptionName[]

export const commandTable = {
  lesson: {
    summary: 'open a lesson; without a terminal, print its text',
    arguments: [lesson],
    options: ['from-mine', 'plain'],
    example: 'tsgi-learn lesson 1',
    details: [
      'The first one makes a workbook, a folder with one program for each lesson.',
      'A lesson begins with the solution of the one before; with --from-mine it begins with your own program of it.',
    ],
  },
  check: {
    summary: 'run the checks of a lesson once',
    arguments: [lesson],
    options: ['only', 'all', 'json', 'junit', 'tap', 'seed', ...program, 'plain'],
    example: "tsgi-learn check 1 --cmd 'python3 server.py {port}'",
    details: [
      'Exit code 0: all passed. 1: some failed. 2: the command was not understood.',
      '--all checks every lesson that has been opened, one after another, and names those that have not; --json prints one line for each that was checked.',
      'check server --address HOST:PORT holds a server to the whole contract of TSGI; with --file or --cmd it is started, with the application of the cases as its last argument.',
    ],
  },
  watch: {
    summary: 'run the checks at each save, without the full screen',
    arguments: [lesson],
    options: ['only', 'seed', 'file', 'cmd', 'plain'],
    example: 'tsgi-learn watch 1',
    details: ['Ctrl-C ends it.'],
  },
  trace: {
    summary: 'show what went over the wire in a check',
    arguments: [lesson, { name: 'CHECK', kind: 'check' }],
    options: ['raw', 'hex', 'har', 'seed', ...program, 'plain'],
    example: 'tsgi-learn trace 1 two-clients --raw',
    details: ['Without CHECK: the first one that fails, or the first one.'],
  },
  send: {
    summary: 'send a transcript or raw bytes to a server and show the trace',
    arguments: [{ name: 'FILE|-', kind: 'file' }],
    options: ['address', 'raw', 'hex', 'har', 'plain'],
    example: "printf 'GET / HTTP/1.1\\r\\n\\r\\n' | tsgi-learn send - --address 127.0.0.1:8888",
    details: [
      'A file whose first line starts with a role (#, >, <, *) is a transcript; anything else is sent as it is.',
      'Without FILE, or with -, standard input is read.',
    ],
  },
  hint: {
    summary: 'a hint for what fails now; each call says a little more',
    arguments: [lesson],
    options: [...program, 'plain'],
    example: 'tsgi-learn hint 1',
  },
  solution: {
    summary: 'the solution as a difference to your own program',
    arguments: [lesson],
    options: ['file', 'plain'],
    example: 'tsgi-learn solution 1',
  },
  reset: {
    summary: 'start a lesson again; what you wrote is kept in a dated folder',
    arguments: [lesson],
    options: [],
    example: 'tsgi-learn reset 1',
  },
  edit: {
    summary: 'open the program of a lesson in your editor ($VISUAL or $EDITOR)',
    arguments: [lesson],
    options: [],
    example: 'EDITOR=nano tsgi-learn edit 1',
  },
  list: {
    summary: 'all lessons',
    arguments: [],
    options: ['plain'],
    example: 'tsgi-learn list',
  },
  progress: {
    summary: 'how far you are in each lesson; of one lesson, what you have built in it',
    arguments: [lesson],
    options: ['plain'],
    example: 'tsgi-learn progress 5',
    details: ['Of a lesson that is passed, the path of one request through your own program is shown.'],
  },
  explain: {
    summary: 'the page of a diagnosis; without a code, all codes',
    arguments: [{ name: 'CODE', kind: 'code' }],
    options: ['plain'],
    example: 'tsgi-learn explain one-read',
  },
  init: {
    summary: 'make a workbook in a folder; files that are there stay as they are',
    arguments: [{ name: 'DIR', kind: 'directory' }],
    options: [],
    example: 'tsgi-learn init my-workbook',
  },
  doctor: {
    summary: 'look whether this machine has what the course needs',
    arguments: [],
    options: ['plain'],
    example: 'tsgi-learn doctor',
  },
  course: {
    summary: "check a folder of lessons, yours or anybody else's",
    arguments: [
      { name: 'check|new|preview', kind: 'action', isRequired: true, choices: ['check', 'new', 'preview'] },
      { name: 'DIR', kind: 'directory' },
    ],
    options: ['plain'],
    example: 'tsgi-learn course check .',
    details: ['new and preview come with a later version.', 'Exit code 3: the course has faults.'],
  },
  completion: {
    summary: 'a script that completes commands, options, lessons and checks',
    arguments: [{ name: 'SHELL', kind: 'shell', isRequired: true, choices: ['bash', 'zsh', 'fish'] }],
    options: [],
    example: 'source <(tsgi-learn completion bash)',
  },
  help: {
    summary: 'all commands, or one of them in full',
    arguments: [{ name: 'COMMAND', kind: 'command' }],
    options: [],
    example: 'tsgi-learn help check',
  },
  repl: {
    summary: 'talk to a server by hand',
    arguments: [lesson],
    options: ['address'],
    example: 'tsgi-learn repl 1',
    comesLater: true,
  },
  serve: {
    summary: 'run an application on the reference server',
    arguments: [{ name: 'module:callable', kind: 'application' }],
    options: ['host', 'port', 'workers', 'reload', 'access-log', 'log-format', 'config'],
    example: 'tsgi-learn serve app.ts:application --port 8000',
    details: [
      'module is a path, its extension may be left out; callable is an export of it, application where none is named. TypeScript runs as it is.',
      'SIGINT and SIGTERM stop it when the requests under way are answered, a second one at once. SIGHUP loads the application again.',
      'The configuration file is JSON with any of path, module, application, host, port, workers, reload, accessLog and logFormat; what is typed wins over it.',
      'Exit code 0: stopped. 1: the application or the port failed. 2: no such application.',
    ],
  },
  grade: {
    summary: 'check a folder of submissions',
    arguments: [{ name: 'DIR', kind: 'directory' }],
    options: ['json', 'junit'],
    example: 'tsgi-learn grade submissions',
    comesLater: true,
  },
} as const satisfies Readonly<Record<string, CommandSpec>>

export type CommandName = keyof typeof commandTable

export const commandNames = Object.keys(commandTable) as readonly CommandName[]

export const commandSpec = (name: CommandName): CommandSpec => commandTable[name]

export const isCommandName = (name: string): name is CommandName => Object.hasOwn(commandTable, name)
