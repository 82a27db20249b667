// Every option of every command as data: parsing, help and completion all read this table.

/** What a value is, for completion and for messages. */
export type ValueKind = 'check' | 'file' | 'address' | 'text' | 'number'

export type OptionSpec = {
  readonly short?: string
  /** undefined: the option is a switch. `name` is how help writes the value. */
  readonly value?: { readonly name: string; readonly kind: ValueKind; readonly isRepeatable?: true }
  readonly help: string
}

export const optionTable = {
  help: { short: 'h', help: 'what a command does, with an example' },
  version: { short: 'V', help: 'the version of tsgi-learn' },
  plain: { help: 'lines of text instead of the full screen' },
  only: { value: { name: 'ID', kind: 'check', isRepeatable: true }, help: 'run this check alone; may be repeated' },
  all: { help: 'every lesson that you have opened, one after another' },
  json: { help: 'the result as one line of JSON for each lesson' },
  junit: { help: 'the result as JUnit XML' },
  tap: { help: 'the result in the Test Anything Protocol' },
  seed: { value: { name: 'S', kind: 'number' }, help: 'the seed of the random cuts, as an earlier run printed it' },
  file: { value: { name: 'PATH', kind: 'file' }, help: 'check this program instead of the one in the workbook' },
  cmd: {
    value: { name: 'COMMAND', kind: 'text' },
    help: "check what this shell command starts, in any language; {port} becomes the port, as in 'python3 server.py {port}'",
  },
  address: { value: { name: 'HOST:PORT', kind: 'address' }, help: 'a server that is running already' },
  raw: { help: 'as a transcript: a saved trace is a fixture' },
  hex: { help: 'the bytes of both sides as hex' },
  har: { help: 'as an HTTP archive, which browsers and proxies open' },
  host: { value: { name: 'HOST', kind: 'text' }, help: 'where to listen; 127.0.0.1 unless given' },
  port: { value: { name: 'PORT', kind: 'number' }, help: '8888 unless given; 0 takes any that is free' },
  workers: { value: { name: 'N', kind: 'number' }, help: 'so many processes share the port; 1 unless given' },
  reload: { help: 'load the application again when one of its files is saved' },
  'access-log': {
    value: { name: 'FILE', kind: 'file' },
    help: 'a line for each response is added to this file; - is standard output',
  },
  'log-format': {
    value: { name: 'FORMAT', kind: 'text' },
    help: 'common or combined, which is what it is unless given',
  },
  config: { value: { name: 'FILE', kind: 'file' }, help: 'a configuration file; its paths are seen from its folder' },
  'from-mine': {
    help: 'begin with what you wrote in the lesson before; what is there already is kept in a dated folder',
  },
} as const satisfies Readonly<Record<string, OptionSpec>>

export type OptionName = keyof typeof optionTable

export const optionSpec = (name: OptionName): OptionSpec => optionTable[name]

export const isOptionName = (name: string): name is OptionName => Object.hasOwn(optionTable, name)
