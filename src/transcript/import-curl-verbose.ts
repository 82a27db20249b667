// What `curl -v` printed to a transcript: its `>` and `<` lines and the body between them. Knows curl's habits in printing.

import { bytesFromLatin1, latin1From } from '../http/index.ts'
import { utf8AsLatin1 } from './latin1.ts'
import { parseTranscript } from './parse.ts'
import type { RecordedField, RecordedResponse } from './recorded-message.ts'
import { faultAt, sourceLinesOf, type SourceLine } from './source-line.ts'
import type { Transcript } from './transcript.ts'
import { responseLinesOf, sendLinesOf } from './written-lines.ts'

/**
 * Reads the output of `curl -v`, body and all. A Date may be any date; a body that was not printed is not looked at. A
 * body line that starts as curl's own lines do is taken for one. Throws TranscriptError for HTTP/2 and for requests
 * with a body, which `curl -v` does not print.
 */
export function importCurlVerbose(text: string, path?: string): Transcript {
  const reading: Reading = {
    lines: [],
    request: [],
    requestCount: 0,
    connections: 1,
    connected: 0,
    method: undefined,
    response: undefined,
  }
  for (const line of sourceLinesOf(text, path)) readLine(reading, line)
  endRequest(reading)
  endResponse(reading)
  if (reading.requestCount === 0) {
    const [line = { path, number: 1, text: '' }] = sourceLinesOf(text, path)
    throw faultAt(line, 0, {
      problem: 'not the output of curl -v',
      expected: 'lines that start with "> " and "< "',
      found: 'none',
    })
  }
  return parseTranscript([`# Imported from curl -v`, ...reading.lines, ''].join('\n'), path)
}

/** What has been read so far; local to one import. */
type Reading = {
  readonly lines: string[]
  request: SourceLine[]
  requestCount: number
  connections: number
  /** How many requests there were when curl last connected. */
  connected: number
  method: string | undefined
  response: ResponseReading | undefined
}
type ResponseReading = { readonly head: SourceLine[]; isHead: boolean; body: string }

function readLine(reading: Reading, line: SourceLine): void {
  const role = /^[<>*{}](?= |$)/.exec(line.text)?.[0]
  if (role === '>') return readRequestLine(reading, line)
  if (role === '<') return readResponseLine(reading, line)
  if (role === '*') return readNote(reading, line.text)
  if (role !== undefined || isProgress(line.text) || reading.response?.isHead !== false) return
  readBodyLine(reading.response, line.text)
}

/** The meter that curl prints when its output goes into a file. */
function isProgress(text: string): boolean {
  return /^\r? *(?:[0-9]+ +[0-9.kMG]+ +[0-9]+ .*:|% Total|Dload +Upload| +Dload)/.test(text)
}

function readRequestLine(reading: Reading, line: SourceLine): void {
  endResponse(reading)
  if (line.text.slice(2) === '') return endRequest(reading)
  reading.request.push(line)
}

/** Nothing but the request's own lines is known here: a body could not be sent. */
function endRequest(reading: Reading): void {
  const [first, ...fields] = reading.request
  if (first === undefined) return
  refuseNewVersion(first)
  const body = fields.find(field => /^> (?:content-length: *0*[1-9]|transfer-encoding:)/i.test(field.text))
  if (body !== undefined) {
    throw faultAt(body, 2, {
      problem: 'a request with a body',
      expected: 'a request without one: curl -v does not print it; import the curl command instead',
      found: body.text.slice(2),
    })
  }
  const text = `${reading.request.map(line => line.text.slice(2)).join('\r\n')}\r\n\r\n`
  reading.lines.push(...sendLinesOf(bytesFromLatin1(utf8AsLatin1(text))).map(line => roleLine('>', line)))
  reading.method = first.text.slice(2).split(' ')[0]
  reading.request = []
  reading.requestCount++
}

function roleLine(role: string, text: string): string {
  return text === '' ? role : `${role} ${text}`
}

function refuseNewVersion(line: SourceLine): void {
  const at = line.text.search(/HTTP\/[23]/)
  if (at < 0) return
  throw faultAt(line, at, {
    problem: 'not HTTP/1',
    expected: 'HTTP/1.0 or HTTP/1.1 (curl --http1.1)',
    found: line.text.slice(at).split(' ')[0]!,
  })
}

function readResponseLine(reading: Reading, line: SourceLine): void {
  endRequest(reading)
  if (reading.response?.isHead === false) endResponse(reading)
  reading.response ??= { head: [], isHead: true, body: '' }
  if (line.text.slice(2) === '') reading.response.isHead = false
  else reading.response.head.push(line)
}

/** A note may stand right behind a body without a last line end. */
const gluedNote = /^(.+?)\* (?:Connection #[0-9]+|[Cc]losing connection|[Ss]hutting down connection)/

function readBodyLine(response: ResponseReading, text: string): void {
  response.body += gluedNote.exec(text)?.[1] ?? `${text}\n`
}

/** A second connection is another one in the transcript too. */
function readNote(reading: Reading, text: string): void {
  if (!/^\* *(?:Connected to|Established connection)/.test(text)) return
  endRequest(reading)
  endResponse(reading)
  if (reading.requestCount > reading.connected)
    reading.lines.push(`* connection ${connectionName(++reading.connections)}`)
  reading.connected = reading.requestCount
}

function connectionName(number: number): string {
  return number <= 26 ? String.fromCharCode(0x40 + number) : `N${number}`
}

function endResponse(reading: Reading): void {
  const { response, method } = reading
  reading.response = undefined
  const [first, ...fields] = response?.head ?? []
  if (response === undefined || first === undefined) return
  const head: ResponseHead = { status: statusOf(first), fields: fields.map(fieldOf) }
  const lines = responseLinesOf({ type: 'response', ...head, body: bodyOf(response, head), isOpen: false, length: 0 })
  const isUnseen = response.body === '' && mayHaveBody(head, method)
  reading.lines.push(...(isUnseen ? lines.slice(0, -1) : lines).map(line => roleLine('<', line)))
}

type ResponseHead = Pick<RecordedResponse, 'status' | 'fields'>

function statusOf(line: SourceLine): RecordedResponse['status'] {
  refuseNewVersion(line)
  const match = /^< (HTTP\/[0-9]\.[0-9]) ([0-9]{3})(?: (.*))?$/.exec(line.text)
  if (match === null)
    throw faultAt(line, 2, {
      problem: 'not a status line',
      expected: 'a status line, such as HTTP/1.1 200 OK',
      found: line.text.slice(2),
    })
  const [, version = '', code = '', reason = ''] = match
  return { version, code, reason: utf8AsLatin1(reason.trim()) }
}

function fieldOf(line: SourceLine): RecordedField {
  const match = /^< ([^\s:]+):\s*(.*?)\s*$/.exec(line.text)
  if (match === null)
    throw faultAt(line, 2, { problem: 'not a header line', expected: 'Name: value', found: line.text.slice(2) })
  return { name: match[1]!, value: utf8AsLatin1(match[2]!) }
}

/** The body as printed; its last line end is curl's or the terminal's when the length says so. */
function bodyOf({ body }: ResponseReading, { fields }: ResponseHead): Uint8Array {
  const bytes = bytesFromLatin1(utf8AsLatin1(body))
  const isEnded = lengthOf(fields) === bytes.length - 1 && latin1From(bytes.subarray(-1)) === '\n'
  return isEnded ? bytes.subarray(0, -1) : bytes
}

function lengthOf(fields: readonly RecordedField[]): number | undefined {
  const value = fields.find(field => field.name.toLowerCase() === 'content-length')?.value
  return value === undefined ? undefined : Number(value)
}

function mayHaveBody({ status, fields }: ResponseHead, method: string | undefined): boolean {
  return method !== 'HEAD' && !/^(?:1..|204|304)$/.test(status.code) && lengthOf(fields) !== 0
}
