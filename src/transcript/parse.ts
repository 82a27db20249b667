// The text of a transcript to its steps, line by line. Knows the roles and their order; each kind of line has a file of its own.

import { bytesFromLatin1 } from '../http/index.ts'
import { utf8AsLatin1 } from './latin1.ts'
import { saysHowFar } from './extent.ts'
import { isAboutProgram } from './program-facts.ts'
import { parseAct } from './parse-act.ts'
import {
  addLine,
  emptyExpectation,
  finishExpectation,
  startsAnother,
  type ExpectDraft,
  type ExpectRole,
} from './parse-expect.ts'
import { isMeaning, parseMeaning } from './meaning.ts'
import { parseProperty } from './parse-property.ts'
import { foundText, parseSendBytes } from './parse-text.ts'
import { faultAt, sliceOf, sliceText, sourceLinesOf, type Slice, type SourceLine } from './source-line.ts'
import type { ActStep, CommentStep, Meaning, Properties, Step, Transcript } from './transcript.ts'

/** What has been read so far; local to one parse. */
type Reading = {
  readonly steps: Step[]
  readonly comments: string[]
  /** Comments inside a block of `<` lines, until it is known whether the block goes on after them. */
  pending: CommentStep[]
  properties: Properties
  /** What the heading says of every answer. */
  readonly means: Meaning[]
  expectation: ExpectDraft | undefined
  connection: string
  readonly connections: Map<string, Connection>
}
type Connection = { readonly hasSent: boolean; readonly ended: 'half-close' | 'reset' | undefined }

/** The connection a transcript starts on. */
export const firstConnection = 'A'

/**
 * Reads the text of a `.trace` file. CRLF line ends, a byte order mark and a missing last line end are accepted.
 * Title and why are the `#` lines before the first other line.
 * Throws TranscriptError for anything that is not a transcript.
 */
export function parseTranscript(text: string, path?: string): Transcript {
  const reading: Reading = {
    steps: [],
    comments: [],
    pending: [],
    properties: {},
    means: [],
    expectation: undefined,
    connection: firstConnection,
    connections: new Map(),
  }
  for (const line of sourceLinesOf(text, path)) readLine(reading, line)
  endExpectation(reading)
  const [title, ...why] = reading.comments
  return { path, title, why, properties: reading.properties, steps: reading.steps }
}

const roles = '# > < <+ <- or *'

function readLine(reading: Reading, line: SourceLine): void {
  const control = line.text.search(/[^\P{Cc}\t]/u)
  if (control >= 0) throw rawControl(line, control)
  const role = /^(?:<[+-]?|[>*#])/.exec(line.text)?.[0]
  if (role === '#' || /^[ \t]*$/.test(line.text)) return readComment(reading, line)
  if (role === undefined)
    throw faultAt(line, 0, {
      problem: 'a role that does not exist',
      expected: roles,
      found: foundText(sliceOf(line, 0, 1)),
    })
  const text = textAfter(line, role)
  if (role === '>') return readSend(reading, text)
  if (role === '*') return readAct(reading, text)
  return readExpect(reading, role as ExpectRole, text)
}

function rawControl(line: SourceLine, index: number): Error {
  const hex = [...bytesFromLatin1(utf8AsLatin1(line.text[index]!))].map(byte => byte.toString(16).padStart(2, '0'))
  return faultAt(line, index, {
    problem: 'a control character as it is',
    expected: `the escape ${hex.map(digits => `\\x${digits}`).join('')}`,
    found: `the byte ${hex.map(digits => `0x${digits}`).join(' ')}`,
  })
}

/** What follows the role and its one space. */
function textAfter(line: SourceLine, role: string): Slice {
  const next = line.text[role.length]
  if (next === undefined) return sliceOf(line, role.length)
  if (next === ' ') return sliceOf(line, role.length + 1)
  throw faultAt(line, role.length, {
    problem: `no space after ${role}`,
    expected: 'a space',
    found: foundText(sliceOf(line, role.length, role.length + 1)),
  })
}

/** Set for a role with its space and nothing after it, so that the line can be written back. */
function spacing(text: Slice): { readonly spaced?: true } {
  return text.start === text.end && text.line.text.endsWith(' ') ? { spaced: true } : {}
}

function readComment(reading: Reading, line: SourceLine): void {
  if (isMeaning(line)) readMeaning(reading, line)
  else if (line.text.startsWith('#!')) reading.properties = parseProperty(line, reading.properties)
  else if (line.text.startsWith('#') && isHead(reading)) reading.comments.push(line.text.replace(/^# ?/, '').trimEnd())
  const comment: CommentStep = { type: 'comment', line: line.number, source: line.text }
  if (reading.expectation === undefined) reading.steps.push(comment)
  else reading.pending.push(comment)
}

/** Of the answer above it, or, in the heading, of all answers. */
function readMeaning(reading: Reading, line: SourceLine): void {
  const meaning = parseMeaning(line)
  if (reading.expectation !== undefined) reading.expectation.means.push(meaning)
  else if (isHead(reading)) reading.means.push(meaning)
  else
    throw faultAt(line, 0, {
      problem: 'means without an answer above it',
      expected: '#!means right below lines with <, or among the first comments',
      found: foundText(sliceOf(line, 0)),
    })
}

function isHead(reading: Reading): boolean {
  return reading.expectation === undefined && reading.steps.every(step => step.type === 'comment')
}

function readSend(reading: Reading, text: Slice): void {
  endExpectation(reading)
  needOneKind(reading, text, 'connection')
  const { ended } = connectionOf(reading)
  if (ended !== undefined)
    throw faultAt(text.line, 0, { problem: `bytes to send after ${ended}`, expected: 'another connection', found: '>' })
  setConnection(reading, { hasSent: true, ended: undefined })
  reading.steps.push({
    type: 'send',
    line: text.line.number,
    source: sliceText(text),
    ...spacing(text),
    bytes: parseSendBytes(text),
  })
}

function readExpect(reading: Reading, role: ExpectRole, text: Slice): void {
  if (!connectionOf(reading).hasSent) {
    throw faultAt(text.line, 0, {
      problem: `${role} before any > on connection ${reading.connection}`,
      expected: 'bytes to send first: a line with >',
      found: role,
    })
  }
  const line = { role, text }
  if (reading.expectation !== undefined && startsAnother(reading.expectation, line)) endExpectation(reading)
  const draft = (reading.expectation ??= emptyExpectation(text.line.number))
  draft.lines.push(...reading.pending.map(({ line, source }) => ({ line, role: '#' as const, source })))
  reading.pending = []
  draft.lines.push({ line: text.line.number, role, source: sliceText(text), ...spacing(text) })
  addLine(draft, line)
}

function endExpectation(reading: Reading): void {
  if (reading.expectation !== undefined) reading.steps.push(finishExpectation(reading.expectation, reading.means))
  reading.steps.push(...reading.pending)
  reading.expectation = undefined
  reading.pending = []
}

function readAct(reading: Reading, text: Slice): void {
  endExpectation(reading)
  const act = parseAct(text)
  needOneKind(reading, text, isAboutProgram(act) ? 'program' : 'connection')
  if (saysHowFar(act) && reading.steps.findLast(step => step.type !== 'comment')?.type !== 'expect')
    throw faultAt(text.line, text.start, {
      problem: `${act.type} without a response before it`,
      expected: 'lines with < above it: what has come by then',
      found: act.type,
    })
  noteAct(reading, act)
  reading.steps.push(act)
}

/** What a program prints and how it ends is asked of a process of its own, to which nobody connects. */
function needOneKind({ steps }: Reading, text: Slice, kind: 'program' | 'connection'): void {
  // Those after it are of its kind.
  const other = steps.find(step => step.type !== 'comment')
  if (other === undefined || isAboutProgram(other) === (kind === 'program')) return
  throw faultAt(text.line, 0, {
    problem: `prints and exits beside a connection, in line ${other.line}`,
    expected: 'a transcript of nothing but prints and exits',
    found: kind === 'program' ? foundText(text) : 'a line about a connection',
  })
}

function noteAct(reading: Reading, act: ActStep): void {
  if (act.type === 'connection') reading.connection = act.name
  if (act.type === 'half-close' || act.type === 'reset')
    setConnection(reading, { ...connectionOf(reading), ended: act.type })
}

function connectionOf(reading: Reading): Connection {
  return reading.connections.get(reading.connection) ?? { hasSent: false, ended: undefined }
}

function setConnection(reading: Reading, connection: Connection): void {
  reading.connections.set(reading.connection, connection)
}
