// Recorded bytes and events to a transcript that asks for the same again. Knows no times, and nothing of how they were recorded.

import { joinBytes } from '../http/index.ts'
import { firstConnection, parseTranscript } from './parse.ts'
import { readResponse, requestMethodsOf, type ReadResponse } from './recorded-message.ts'
import { quoteShellWord } from './shell-words.ts'
import type { Properties, Transcript } from './transcript.ts'
import { responseLinesOf, sendLinesOf } from './written-lines.ts'

/** One thing that happened on the selected connection; a recording starts on connection `A`. */
export type RecordedEvent =
  | { readonly type: 'connection'; readonly name: string }
  | { readonly type: 'sent'; readonly bytes: Uint8Array }
  | { readonly type: 'received'; readonly bytes: Uint8Array }
  /** Written as `*` lines: what the client did ... */
  | { readonly type: 'split' | 'half-close' | 'reset' }
  | { readonly type: 'pause'; readonly ms: number }
  /** ... and what the server did or did not. */
  | { readonly type: 'closed' | 'open' }
  /** The server reset the connection: written where that was within a response. */
  | { readonly type: 'cut-off' }
  | { readonly type: 'waiting' | 'within'; readonly ms: number }

export type RecordingHeading = {
  readonly path?: string
  readonly title?: string
  readonly why?: readonly string[]
  readonly properties?: Properties
}

/**
 * A transcript that sends what was sent and expects what came back. Responses stand where they were complete, decoded;
 * a Date may be any date. Bytes that are no HTTP response cannot be expected: they are kept as comments at the end.
 * Two sends without `split` between them are one. Throws TranscriptError for events in an order no client can do.
 */
export function transcriptFromExchanges(events: readonly RecordedEvent[], heading: RecordingHeading = {}): Transcript {
  const writing: Writing = {
    lines: [],
    evidence: [],
    unsent: [],
    written: firstConnection,
    selected: firstConnection,
    connections: new Map(),
  }
  for (const event of events) writeEvent(writing, event)
  for (const name of writing.connections.keys()) {
    writing.selected = name
    writeResponses(writing, { isEnded: true })
  }
  flushSent(writing)
  const lines = [...headingLines(heading), ...writing.lines, ...writing.evidence]
  return parseTranscript(lines.map(line => `${line}\n`).join(''), heading.path)
}

/** What has been written so far; local to one recording. */
type Writing = {
  readonly lines: string[]
  /** Comment lines with what is no HTTP response. */
  readonly evidence: string[]
  /** Sent and not yet written, so that what goes out in pieces is written in lines. */
  unsent: Uint8Array[]
  /** The connection the written lines are on, and the one events are about. */
  written: string
  selected: string
  readonly connections: Map<string, Connection>
}
type Connection = {
  sent: Uint8Array[]
  received: Uint8Array
  responses: number
  isReadable: boolean
  /** The last response is one whose end nothing but the end of the connection can tell. */
  isOpen: boolean
}

export function headingLines({ title, why = [], properties = {} }: RecordingHeading): readonly string[] {
  const comments = title === undefined ? why : [title, ...why]
  const set = Object.entries(properties).map(([key, value]) => `#!${key}: ${propertyText(value)}`)
  return [...comments.map(comment => `# ${comment.replace(/\p{Cc}/gu, ' ')}`), ...set]
}

function propertyText(value: Properties[keyof Properties]): string {
  return Array.isArray(value) ? value.map(word => quoteShellWord(String(word))).join(' ') : String(value)
}

function writeEvent(writing: Writing, event: RecordedEvent): void {
  switch (event.type) {
    case 'connection':
      flushSent(writing)
      writing.selected = event.name
      return
    case 'sent':
      writing.unsent.push(event.bytes)
      connectionOf(writing).sent.push(event.bytes)
      return
    case 'received':
      connectionOf(writing).received = joinBytes([connectionOf(writing).received, event.bytes])
      return writeResponses(writing, { isEnded: false })
    case 'closed':
      writeResponses(writing, { isEnded: true })
      return write(writing, ['* closed'])
    case 'cut-off':
      writeResponses(writing, { isEnded: true })
      return connectionOf(writing).isOpen ? write(writing, ['* cut-off']) : undefined
    case 'reset':
      // What the client did not wait for cannot be expected.
      connectionOf(writing).received = new Uint8Array()
      return write(writing, ['* reset'])
    case 'pause':
    case 'waiting':
    case 'within':
      return write(writing, [`* ${event.type} ${event.ms} ms`])
    default:
      return write(writing, [`* ${event.type}`])
  }
}

function connectionOf(writing: Writing): Connection {
  const known = writing.connections.get(writing.selected)
  if (known !== undefined) return known
  const connection: Connection = { sent: [], received: new Uint8Array(), responses: 0, isReadable: true, isOpen: false }
  writing.connections.set(writing.selected, connection)
  return connection
}

function flushSent(writing: Writing): void {
  const bytes = joinBytes(writing.unsent)
  writing.unsent = []
  const lines = sendLinesOf(bytes).map(text => roleLine('>', text))
  if (lines.length > 0) writeOnConnection(writing, lines)
}

function write(writing: Writing, lines: readonly string[]): void {
  flushSent(writing)
  writeOnConnection(writing, lines)
}

function writeOnConnection(writing: Writing, lines: readonly string[]): void {
  if (writing.written !== writing.selected) writing.lines.push(`* connection ${writing.selected}`)
  writing.written = writing.selected
  writing.lines.push(...lines)
}

function roleLine(role: string, text: string): string {
  return text === '' ? role : `${role} ${text}`
}

function writeResponses(writing: Writing, { isEnded }: { readonly isEnded: boolean }): void {
  const connection = connectionOf(writing)
  while (connection.received.length > 0) {
    const response = nextResponse(connection, isEnded)
    if (response.type === 'incomplete') return
    if (response.type === 'malformed') {
      connection.isReadable = false
      if (!isEnded) return
      return keepEvidence(writing, connection)
    }
    connection.received = connection.received.subarray(response.length)
    connection.isOpen = response.isOpen
    if (!response.status.code.startsWith('1')) connection.responses++
    write(
      writing,
      responseLinesOf(response).map(text => roleLine('<', text)),
    )
  }
}

/** Before anything was sent, no response can be expected. */
function nextResponse(connection: Connection, isEnded: boolean): ReadResponse {
  if (!connection.isReadable || connection.sent.length === 0) return { type: 'malformed' }
  const method = requestMethodsOf(joinBytes(connection.sent))[connection.responses]
  return readResponse(connection.received, { method, isEnded })
}

function keepEvidence(writing: Writing, connection: Connection): void {
  writing.evidence.push(`# Connection ${writing.selected} received what is no HTTP response:`)
  writing.evidence.push(...sendLinesOf(connection.received).map(text => `#   ${text}`))
  connection.received = new Uint8Array()
}
