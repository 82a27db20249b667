// A diagnosis to its explanation in five parts: the one place where facts become words and a place becomes an excerpt.

import { conversationsOf, escapeBytes, type SourceLocation, type Trace } from '../trace/index.ts'
import { cutPlaceOf, type Segmentation, type Transcript } from '../transcript/index.ts'
import type { BytePlace, Diagnosis } from './diagnosis.ts'
import { isMarkedCode, type ToldFacts } from './gateway-diagnosis.ts'
import { bytesSentences } from './sentences/bytes.ts'
import { isApplicationFault, sayApplication } from './sentences/application.ts'
import { connectionSentences } from './sentences/connection.ts'
import { exchangeSentences } from './sentences/exchange.ts'
import { programSentences } from './sentences/program.ts'
import type { Sentence } from './sentences/sentence.ts'
import { isValueFault, sayValue } from './sentences/values.ts'
import type { Excerpt, Explanation } from './verdict.ts'

export type ExplainContext = {
  readonly trace: Trace
  readonly transcript?: Transcript
  /** The way of cutting that failed, when the bytes as written passed. */
  readonly replay?: Segmentation | undefined
  /** The text of a line of the learner's file, when it can be had. */
  readonly sourceLine?: (at: SourceLocation) => string | undefined
}

const sentences = { ...programSentences, ...connectionSentences, ...bytesSentences, ...exchangeSentences }

/** The explanation of a failure, in English, with every byte of the wire escaped. */
export function explain(diagnosis: Diagnosis, context: ExplainContext): Explanation {
  const { what, expected, received, reference, next } = sentenceOf(diagnosis)
  return {
    code: diagnosis.code,
    what,
    replay: replayText(context),
    from: diagnosis.from && wireExcerpt(diagnosis.from, context.trace),
    where: whereOf(diagnosis, context),
    source: diagnosis.source,
    expected,
    received,
    reference,
    next,
  }
}

function sentenceOf(diagnosis: Diagnosis): Sentence {
  if (isTold(diagnosis)) return sayTold(diagnosis)
  // The table has one function for each code; the union does not know that the key and the argument go together.
  const say = sentences[diagnosis.code] as (facts: Diagnosis) => Sentence
  return say(diagnosis)
}

function isTold(diagnosis: Diagnosis): diagnosis is Extract<Diagnosis, ToldFacts> {
  return isMarkedCode(diagnosis.code)
}

function sayTold(facts: ToldFacts): Sentence {
  if (isValueFault(facts)) return sayValue(facts)
  if (isApplicationFault(facts)) return sayApplication(facts)
  throw new Error(`no words for ${facts.code}`)
}

const shownCuts = 3

/** `passes in one piece; fails when cut after byte 17, inside a CRLF` */
function replayText({ transcript, replay }: ExplainContext): string | undefined {
  if (replay === undefined || replay.cuts.length === 0) return undefined
  const sentence = 'passes in one piece; fails'
  if (replay.cuts.length > shownCuts) return `${sentence} with ${replay.name}`
  return `${sentence} when cut ${listed(replay.cuts.map(cut => cutText(transcript, cut)))}`
}

function cutText(transcript: Transcript | undefined, cut: number): string {
  const place = transcript && cutPlaceOf(transcript, cut)
  return place === undefined ? `after byte ${cut}` : `after byte ${place.byte}, ${place.place}`
}

function listed(places: readonly string[]): string {
  return places.length < 2 ? places.join('') : `${places.slice(0, -1).join('; ')}; and ${places.at(-1)}`
}

function whereOf({ at, source }: Diagnosis, context: ExplainContext): Excerpt | undefined {
  return (at && wireExcerpt(at, context.trace)) ?? (source && sourceExcerpt(source, context))
}

const shownColumns = 64

/** The line of the answer with the byte in it, cut so that the byte is in sight. */
function wireExcerpt(at: BytePlace, trace: Trace): Excerpt | undefined {
  const conversation = conversationsOf(trace).find(one => one.connection === at.connection)
  const bytes = conversation?.[at.side].bytes
  if (bytes === undefined || at.offset >= bytes.length) return undefined
  const lineStart = at.offset === 0 ? 0 : bytes.lastIndexOf(10, at.offset - 1) + 1
  const start = Math.max(lineStart, characterFrom(bytes, at.offset - shownColumns / 2))
  const lineFeed = bytes.indexOf(10, at.offset)
  const end = Math.min(lineFeed < 0 ? bytes.length : lineFeed + 1, characterFrom(bytes, start + shownColumns))
  const before = escapeBytes(bytes.subarray(start, at.offset))
  const marked = escapeBytes(bytes.subarray(at.offset, Math.min(end, at.offset + Math.max(1, at.length))))
  const after = escapeBytes(bytes.subarray(Math.min(end, at.offset + Math.max(1, at.length)), end))
  return {
    role: at.side === 'sent' ? '>' : '<',
    text: before + marked + after,
    column: before.length,
    width: Math.max(1, marked.length),
    label: `byte ${at.offset}`,
  }
}

/** Where the next UTF-8 character begins, from `offset` on: bytes that go on with one are passed over. */
function characterFrom(bytes: Uint8Array, offset: number): number {
  const next = [0, 1, 2, 3].find(more => ((bytes[offset + more] ?? 0) & 0xc0) !== 0x80)
  return offset + (next ?? 0)
}

const longestSource = 100

function sourceExcerpt(source: SourceLocation, { sourceLine }: ExplainContext): Excerpt | undefined {
  const line = sourceLine?.(source)
  if (line === undefined) return undefined
  const indent = line.length - line.trimStart().length
  // One column a character, so that the caret stays under its place.
  const whole = line.trim().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
  const place = Math.min(Math.max(0, source.column - 1 - indent), whole.length)
  const start = whole.length > longestSource ? Math.max(0, place - longestSource / 2) : 0
  const text = whole.slice(start, start + longestSource)
  return { role: 'source', text, column: place - start, width: 1, label: sourceLabel(source) }
}

/** `server.ts:31` */
export function sourceLabel({ path, line }: SourceLocation): string {
  return `${path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)}:${line}`
}
