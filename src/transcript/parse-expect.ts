// A block of `<`, `<+` and `<-` lines to one expected response. Knows nothing of what is sent or when.

import { foundText, parseEndedPattern, parseTrimmedPattern, splitAtSpaces } from './parse-text.ts'
import { faultAt, sliceOf, sliceText, type Slice } from './source-line.ts'
import type {
  BodyExpectation,
  BodyLine,
  BodyRule,
  ExpectLine,
  ExpectStep,
  FieldExpectation,
  Meaning,
  Pattern,
  StatusExpectation,
} from './transcript.ts'

export type ExpectRole = '<' | '<+' | '<-'
export type RoledLine = { readonly role: ExpectRole; readonly text: Slice }

/** A block that is still being read: grows in place, as a body may have very many lines. */
export type ExpectDraft = {
  readonly line: number
  readonly lines: ExpectLine[]
  readonly notBefore: StatusExpectation[]
  status: StatusExpectation | undefined
  readonly fields: FieldExpectation[]
  readonly means: Meaning[]
  /** undefined until the empty `<` that ends the head. */
  body: BodyDraft | undefined
}
type BodyDraft = { readonly line: number; readonly lines: BodyLine[]; readonly rules: BodyRule[] }

export function emptyExpectation(line: number): ExpectDraft {
  return { line, lines: [], notBefore: [], status: undefined, fields: [], means: [], body: undefined }
}

/** `ofAll`: what the heading says of every answer. */
export function finishExpectation({ body, ...draft }: ExpectDraft, ofAll: readonly Meaning[]): ExpectStep {
  return { type: 'expect', ...draft, means: [...draft.means, ...ofAll], body: bodyFrom(body) }
}

function bodyFrom(body: BodyDraft | undefined): BodyExpectation {
  if (body === undefined) return { type: 'unchecked' }
  if (body.lines.length > 0) return { type: 'exact', line: body.line, lines: body.lines }
  if (body.rules.length > 0) return { type: 'lines', line: body.line, rules: body.rules }
  return { type: 'empty', line: body.line }
}

/**
 * A line that reads like a status line, or has a placeholder where the code would be, starts another response; so does one
 * that forbids an interim response before it.
 */
export function startsAnother(draft: ExpectDraft, { role, text }: RoledLine): boolean {
  if (role === '<+' || !readsLikeStatus(sliceText(text))) return false
  // In a body, `<-` is a line that must not occur, whatever it reads like.
  return draft.body === undefined ? draft.status !== undefined : role === '<'
}

export function readsLikeStatus(text: string): boolean {
  return /^HTTP\/[0-9]\.[0-9] (?:[0-9]{3}(?![0-9])|\{)/.test(text)
}

/** Adds one more line to the draft. Throws TranscriptError for a line that is wrong at this place. */
export function addLine(draft: ExpectDraft, line: RoledLine): void {
  if (draft.body !== undefined) addBodyLine(draft.body, line)
  else if (isForbiddenInterim(draft, line)) draft.notBefore.push(parseStatus(line.text))
  else if (line.role !== '<') draft.fields.push(parseField(line))
  else if (draft.status === undefined) draft.status = parseStatus(line.text)
  else if (sliceText(line.text) === '') draft.body = { line: line.text.line.number, lines: [], rules: [] }
  else draft.fields.push(parseField(line))
}

function isForbiddenInterim({ status }: ExpectDraft, { role, text }: RoledLine): boolean {
  return role === '<-' && status === undefined && readsLikeStatus(sliceText(text))
}

function parseStatus(text: Slice): StatusExpectation {
  const [version, code, reason] = splitAtSpaces(text, 3)
  if (version === undefined || !/^(?:HTTP\/|\{)/.test(sliceText(text))) throw notStatus(text, text)
  if (code === undefined) throw notStatus(text, sliceOf(text.line, text.end))
  const codePattern = parseTrimmedPattern(code)
  if (!isStatusCode(codePattern)) throw notStatus(text, code)
  const reasonPattern = reason === undefined ? undefined : parseTrimmedPattern(reason)
  return {
    line: text.line.number,
    version: parseTrimmedPattern(version),
    code: codePattern,
    reason: reasonPattern?.parts.length === 0 ? undefined : reasonPattern,
  }
}

function isStatusCode({ parts }: Pattern): boolean {
  const [only, ...others] = parts
  if (only === undefined) return false
  return others.length > 0 || only.type !== 'literal' || /^[0-9]{3}$/.test(only.text)
}

function notStatus(text: Slice, at: Slice): Error {
  return faultAt(text.line, at.start, {
    problem: 'not a status line',
    expected: 'a status line, such as HTTP/1.1 200 OK',
    found: foundText(at),
  })
}

const rules = { '<': 'must-have', '<+': 'must-occur', '<-': 'must-not-occur' } as const satisfies Record<
  ExpectRole,
  FieldExpectation['rule']
>

function parseField({ role, text }: RoledLine): FieldExpectation {
  const written = sliceText(text)
  const colon = written.indexOf(':')
  const name = colon < 0 ? written : written.slice(0, colon)
  if (colon < 0 && role === '<')
    throw notField(text, sliceOf(text.line, text.end), 'a colon after the name: Name: value')
  const wrong = name.search(/[^!#$%&'*+.^_`|~0-9A-Za-z-]/)
  if (wrong >= 0 || name === '')
    throw notField(text, sliceOf(text.line, text.start + Math.max(wrong, 0)), 'a header name')
  const value = colon < 0 ? undefined : parseTrimmedPattern(sliceOf(text.line, text.start + colon + 1))
  return { line: text.line.number, rule: rules[role], name: name.toLowerCase(), value }
}

function notField(text: Slice, at: Slice, expected: string): Error {
  return faultAt(text.line, at.start, { problem: 'not a header line', expected, found: foundText(at) })
}

function addBodyLine(body: BodyDraft, { role, text }: RoledLine): void {
  const line = text.line.number
  const { pattern, end } = parseEndedPattern(text)
  const isMixed = role === '<' ? body.rules.length > 0 : body.lines.length > 0
  if (isMixed) {
    throw faultAt(text.line, 0, {
      problem: 'a whole body and rules for its lines together',
      expected: role === '<' ? '<+ or <-, as before' : '<, as before: plain lines are the whole body',
      found: role,
    })
  }
  if (role === '<') body.lines.push({ line, pattern, end })
  else body.rules.push({ line, rule: rules[role], pattern })
}
