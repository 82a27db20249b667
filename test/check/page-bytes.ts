// The examples of the pages played back: their lines to the trace they are lines of, and to the transcript that asks for it.

import type { Trace, TraceEvent } from '../../src/trace/index.ts'
import { parseTranscript, sentBytesOf, type Transcript } from '../../src/transcript/index.ts'

/** Without its time; `connection` only where it cannot be told from the lines before. */
type Event = TraceEvent extends infer One ? (One extends TraceEvent ? Omit<One, 'atMs' | 'connection'> : never) : never

const here = { address: '127.0.0.1', port: 8888 }

/** What each `*` line of an example stands for. */
const facts: readonly (readonly [RegExp, (...parts: string[]) => Event])[] = [
  [/^connected to /, () => ({ type: 'opened', local: here, remote: here })],
  [/ refused the connection \((.*)\)$/, reason => ({ type: 'refused', remote: here, reason: reason! })],
  [/^the server closed the connection$/, () => ({ type: 'ended' })],
  [/^the server reset the connection$/, () => ({ type: 'reset' })],
  [/^the client reset the connection$/, () => ({ type: 'aborted' })],
  // The probe of the runner: in no example does the client end its side for another reason.
  [/^the client ended its side$/, () => ({ type: 'half-closed', probe: true })],
  [/^no byte came back within (\d+) ms$/, ms => ({ type: 'limit', limit: 'first-byte', ms: Number(ms) })],
  [/^the connection was still open after (\d+) ms$/, ms => ({ type: 'limit', limit: 'close', ms: Number(ms) })],
  [/^the program could not be read: (.*)$/, message => ({ type: 'syntax-error', message: message!, at: undefined })],
  [/^the program ended with exit code (\d+)$/, code => ({ type: 'exited', code: Number(code), signal: undefined })],
  [
    /^the program threw (\w+): (.*)$/,
    (name, message) => ({ type: 'threw', name: name!, message: message!, at: undefined, stack: [] }),
  ],
  [/^the program still runs after (\d+) ms$/, ms => ({ type: 'still-running', ms: Number(ms) })],
  [/^the program did not listen within (\d+) ms$/, ms => ({ type: 'never-listened', ms: Number(ms) })],
  [/^port (\d+) is taken$/, port => ({ type: 'port-taken', port: Number(port), at: undefined })],
  [/^the program has been busy for (\d+) ms/, ms => ({ type: 'blocked', ms: Number(ms), at: undefined })],
  [
    /^the program took (\d+) MB of memory; (\d+) MB are allowed$/,
    (bytes, limit) => ({
      type: 'out-of-memory',
      bytes: Number(bytes) * 1e6,
      limit: Number(limit) * 1e6,
      at: undefined,
    }),
  ],
  [
    /^the program was stopped: it printed ([\d,]+) bytes more than are kept$/,
    bytes => ({
      type: 'output-capped',
      stream: 'stdout',
      droppedBytes: Number(bytes!.replaceAll(',', '')),
      stopped: true,
    }),
  ],
]

/** The events of which these are the lines. Throws for a line that means nothing. */
export function traceOf(lines: readonly string[]): Trace {
  const isOpened = lines.some(line => / refused the connection|^\* connected to /.test(line))
  const asked = Number(/PORT is (\d+)/.exec(lines[0] ?? '')?.[1] ?? here.port)
  let connection = 'A'
  const events: TraceEvent[] = []
  const add = (event: Event): void => void events.push({ atMs: events.length, connection, ...event } as TraceEvent)
  if (!isOpened && !isOfProgram(lines)) add({ type: 'opened', local: here, remote: here })
  for (const group of groupsOf(lines)) {
    const text = group.lines[0]!.slice(2)
    const listening = /^the program listens on (.*):(\d+)$/.exec(text)
    if (group.role === '>') add({ type: 'sent', bytes: bytesOf(group.lines) })
    else if (group.role === '<') add({ type: 'received', bytes: bytesOf(group.lines) })
    else if (group.role === '|') add({ type: 'output', stream: 'stdout', bytes: bytesOf(group.lines) })
    else if (text.startsWith('connection ')) connection = text.slice('connection '.length)
    else if (listening !== null)
      add({ type: 'listening', address: listening[1]!.replace(/[[\]]/g, ''), port: Number(listening[2]), asked })
    else if (group.role === '*' && !text.startsWith('cut: ')) add(factOf(text))
  }
  return { events, clockMs: Date.parse('Sun, 06 Nov 1994 08:49:37 GMT') }
}

/** Nobody connects to it: it prints something, and ends. */
function isOfProgram(lines: readonly string[]): boolean {
  return !lines.some(line => /^>| refused the connection|^\* connected to /.test(line))
}

function factOf(text: string): Event {
  for (const [pattern, make] of facts) {
    const found = pattern.exec(text)
    if (found !== null) return make(...found.slice(1))
  }
  throw new Error(`no event has the line "* ${text}"`)
}

/** Lines of one role that follow one another; each `*` line is by itself. */
function groupsOf(lines: readonly string[]): readonly { readonly role: string; readonly lines: readonly string[] }[] {
  const groups: { role: string; lines: string[] }[] = []
  for (const line of lines) {
    const last = groups.at(-1)
    const role = line.slice(0, 1)
    if (last !== undefined && last.role === role && '><|'.includes(role)) last.lines.push(line)
    else groups.push({ role, lines: [line] })
  }
  return groups
}

/** Lines of any role as bytes, with the escapes and line ends of `>` lines. */
function bytesOf(lines: readonly string[]): Uint8Array {
  return sentBytesOf(parseTranscript(lines.map(line => line.replace(/^[<|]/, '>')).join('\n'), 'example'))
}

/**
 * What a check would ask for whose trace these lines are. A length may be any number, chunks may be cut in any way, a date
 * is now. `adds`: a line of the check about the first response that no example can show.
 */
export function transcriptOf(lines: readonly string[], adds?: string): Transcript {
  if (isOfProgram(lines)) return parseTranscript(lines.map(programStepOf).join('\n'), 'example')
  let isInHead = false
  const kept = lines.flatMap((line, index) => {
    isInHead = line.startsWith('< HTTP/') || (isInHead && line.startsWith('<'))
    const text = isInHead ? headLineOf(line) : line
    if (text === '<') isInHead = false
    return isChunkedBody(line, lines.slice(0, index)) ? [] : (stepOf(text) ?? [])
  })
  const status = kept.findIndex(line => line.startsWith('< HTTP/'))
  const asks = adds === undefined ? kept : kept.toSpliced(status + 1, 0, adds)
  return parseTranscript(`# an example\n${asks.join('\n')}`, 'example')
}

function programStepOf(line: string): string {
  return line.replace(/^\| /, '* prints ').replace(/^\* the program ended with exit code /, '* exits ')
}

/** A transcript asks for line ends of heads by itself. */
function headLineOf(line: string): string {
  return line.replace(/\\r\\n$/, '').trimEnd()
}

function stepOf(line: string): string | undefined {
  if (line.startsWith('* the server closed')) return '* closed'
  if (line.startsWith('* the server reset')) return '* cut-off'
  if (line.startsWith('* the client reset')) return '* reset'
  if (line.startsWith('* cut: ')) return '* split'
  return /^[<>]|^\* connection /.test(line)
    ? line.replace(/^(< Content-Length: )\d+/, '$1{number}').replace(/^(< Date: ).*/, '$1{now}')
    : undefined
}

function isChunkedBody(line: string, before: readonly string[]): boolean {
  return line.startsWith('<') && before.some(one => one.startsWith('<') && one.endsWith('chunked'))
}
