// Which code each broken server of lessons 2 to 5 must get from the transcripts it is run against. Data only.

import type { DiagnosisCode } from '../../src/check/index.ts'
import type { FixtureFolder } from './fixtures.ts'
import type { Broken } from './table.ts'

/** Runs against all transcripts of these folders, or those named: every one that fails must get `code`, or one of `also`. */
export type BrokenInLesson = Broken & {
  readonly fixtures: readonly FixtureFolder[]
  readonly only?: readonly string[]
}

const fixtures = ['request-line'] as const

const ofRequestLines: readonly BrokenInLesson[] = [
  { program: 'answers-with-the-whole-line.ts', fixtures, code: 'target-not-split', at: 'socket.end(body' },
  { program: 'leaves-the-version-in-the-target.ts', fixtures, code: 'target-not-split', at: 'socket.end(body' },
  { program: 'drops-the-query.ts', fixtures, code: 'target-changed', at: 'socket.end(body' },
  { program: 'makes-a-url-of-the-target.ts', fixtures, code: 'target-changed', at: 'socket.end(body' },
  { program: 'decodes-the-target.ts', fixtures, code: 'decoded-too-soon', at: 'socket.end(body' },
  { program: 'writes-methods-in-capitals.ts', fixtures, code: 'case-changed', at: 'socket.end(body' },
  { program: 'prints-undefined.ts', fixtures, code: 'undefined-value', at: 'socket.end(body' },
  { program: 'refuses-nothing.ts', fixtures, code: 'not-refused', at: "socket.write('HTTP/1.1 200 OK" },
  { program: 'takes-any-version.ts', fixtures, code: 'not-refused', at: "socket.write('HTTP/1.1 200 OK" },
  { program: 'waits-for-the-end-of-any-line.ts', fixtures, code: 'not-refused', at: "socket.write('HTTP/1.1 200 OK" },
  { program: 'dies-of-a-short-line.ts', fixtures, code: 'crashed-by-request', at: 'version!.charAt' },
  {
    program: 'greets-after-one-read.ts',
    fixtures,
    only: ['no-answer-before-the-blank-line', 'a-head-of-three-thousand-bytes'],
    code: 'one-read',
    also: ['reset-unread', 'wrong-body'],
  },
]

const inEnviron = ['environ'] as const
const written = 'socket.end(lines.join'

const ofEnvirons: readonly BrokenInLesson[] = [
  { program: 'leaves-the-query-in-the-path.ts', fixtures: inEnviron, code: 'query-in-path', at: written },
  { program: 'keeps-the-question-mark.ts', fixtures: inEnviron, code: 'query-mark-kept', at: written },
  { program: 'does-not-decode-the-path.ts', fixtures: inEnviron, code: 'not-decoded', at: written },
  { program: 'decodes-the-path-twice.ts', fixtures: inEnviron, code: 'decoded-twice', at: written },
  { program: 'decodes-the-query-too.ts', fixtures: inEnviron, code: 'decoded-too-soon', at: written },
  { program: 'reads-a-plus-as-a-space.ts', fixtures: inEnviron, code: 'decoded-too-soon', at: written },
  { program: 'decodes-the-path-as-utf-8.ts', fixtures: inEnviron, code: 'decoded-as-utf-8', at: written },
  { program: 'writes-its-environ-as-utf-8.ts', fixtures: inEnviron, code: 'encoded-twice', at: written },
  { program: 'forgets-the-prefix.ts', fixtures: inEnviron, code: 'header-not-prefixed', at: written },
  { program: 'replaces-one-hyphen.ts', fixtures: inEnviron, code: 'key-misspelt', at: written },
  { program: 'prefixes-every-header.ts', fixtures: inEnviron, code: 'content-type-prefixed', at: written },
  { program: 'keeps-underscores.ts', fixtures: inEnviron, code: 'underscore-not-dropped', at: written },
  { program: 'keeps-the-last-header.ts', fixtures: inEnviron, code: 'not-joined', at: written },
  { program: 'joins-cookies-with-commas.ts', fixtures: inEnviron, code: 'not-joined', at: written },
  { program: 'keeps-spaces-around-values.ts', fixtures: inEnviron, code: 'not-trimmed', at: written },
  { program: 'trims-what-looks-like-a-space.ts', fixtures: inEnviron, code: 'trimmed-too-much', at: written },
  { program: 'splits-at-every-colon.ts', fixtures: inEnviron, code: 'cut-at-separator', at: written },
  { program: 'splits-at-every-question-mark.ts', fixtures: inEnviron, code: 'cut-at-separator', at: written },
  { program: 'makes-values-small.ts', fixtures: inEnviron, code: 'case-changed', at: written },
  { program: 'lists-what-is-not-there.ts', fixtures: inEnviron, code: 'undefined-value', at: written },
  { program: 'leaves-out-empty-values.ts', fixtures: inEnviron, code: 'key-missing', at: written },
  { program: 'mixes-in-the-process.ts', fixtures: inEnviron, code: 'key-unwanted', at: written },
  { program: 'takes-the-port-of-the-client.ts', fixtures: inEnviron, code: 'wrong-value', at: written },
  { program: 'prints-the-version-as-a-list.ts', fixtures: inEnviron, code: 'wrong-value', at: written },
  { program: 'sorts-like-a-dictionary.ts', fixtures: inEnviron, code: 'not-sorted', at: written },
  { program: 'serves-without-host.ts', fixtures: inEnviron, code: 'host-not-checked', at: "socket.write('HTTP/1.1 200" },
  { program: 'takes-a-space-before-the-colon.ts', fixtures: inEnviron, code: 'not-refused', at: "socket.write('HTTP/1.1 200" },
  { program: 'answers-before-its-headers.ts', fixtures: inEnviron, code: 'one-read' },
] // prettier-ignore

const started = ['start-response'] as const

const ofApplications: readonly BrokenInLesson[] = [
  { program: 'sends-its-head-at-once.ts', fixtures: started, code: 'headers-too-soon', at: 'socket.write(`HTTP/1.1 ${status}' },
  { program: 'calls-the-application-at-each-read.ts', fixtures: started, code: 'called-twice', also: ['one-read'] },
  { program: 'forgets-what-is-written.ts', fixtures: started, code: 'write-lost' },
  { program: 'takes-a-second-start.ts', fixtures: started, code: 'start-not-checked' },
  { program: 'joins-chunks-as-text.ts', fixtures: started, code: 'not-bytes', at: 'socket.write(chunk)' },
  { program: 'writes-bytes-as-latin-1-text.ts', fixtures: started, code: 'encoded-twice', at: "socket.write(Buffer.from(chunk)" },
  { program: 'keeps-headers-in-an-object.ts', fixtures: started, code: 'repeats-lost', at: 'Object.entries(byName)' },
  { program: 'has-a-constant-date.ts', fixtures: started, code: 'constant-date', at: 'Mon, 15 Jul 2019' },
  { program: 'tells-its-errors.ts', fixtures: started, code: 'error-leaked', at: 'socket.write(chunk)' },
  { program: 'answers-500-for-its-own-mistake.ts', fixtures: started, only: ['a-failure-is-a-500', 'status-and-headers-are-the-application-s'], code: 'wrong-status', at: 'exec(head)![1]' },
  { program: 'dies-with-the-application.ts', fixtures: started, code: 'crashed-by-request' },
] // prettier-ignore

const served = ['start-response', 'server'] as const

const ofServers: readonly BrokenInLesson[] = [
  { program: 'forgets-to-close-bodies.ts', fixtures: served, code: 'close-not-called' },
  { program: 'closes-bodies-twice.ts', fixtures: served, code: 'close-called-twice' },
  { program: 'hands-over-the-whole-request.ts', fixtures: served, code: 'input-not-body', at: 'socket.write(chunk)' },
  { program: 'hands-over-chunks.ts', fixtures: served, code: 'chunks-not-decoded', at: 'socket.write(chunk)' },
  { program: 'takes-the-body-of-one-read.ts', fixtures: served, code: 'input-cut', also: ['body-left-unread'] },
  { program: 'reads-at-most-1024-bytes.ts', fixtures: served, code: 'input-cut', at: 'socket.write(chunk)' },
  { program: 'keeps-the-connection-without-a-length.ts', fixtures: served, code: 'length-missing' },
  { program: 'sends-a-body-for-head.ts', fixtures: served, code: 'body-not-allowed', at: 'socket.write(chunk)' },
  { program: 'ends-every-response-with-a-chunk.ts', fixtures: served, code: 'body-not-allowed', at: "socket.write('0" },
  { program: 'writes-empty-chunks.ts', fixtures: served, code: 'ended-by-empty-chunk', at: 'chunk.length.toString(16)' },
  { program: 'chunks-for-everyone.ts', fixtures: served, code: 'chunked-to-old-client', at: 'socket.write(`HTTP/1.1' },
  { program: 'closes-what-it-promised-to-keep.ts', fixtures: served, code: 'not-kept-alive', at: 'socket.write(`HTTP/1.1' },
  { program: 'closes-after-each-response.ts', fixtures: served, code: 'not-kept-alive', at: 'socket.write(`HTTP/1.1' },
  { program: 'forgets-what-was-sent-ahead.ts', fixtures: served, code: 'pipelined-lost' },
  { program: 'never-says-continue.ts', fixtures: served, code: 'continue-missing' },
  { program: 'leaves-the-body-for-the-next.ts', fixtures: served, code: 'body-left-unread' },
  { program: 'counts-the-characters-of-a-body.ts', fixtures: served, code: 'length-in-characters' },
  { program: 'ends-cleanly-what-failed.ts', fixtures: served, code: 'clean-end', at: "if (isSent) socket.write('0" },
  { program: 'writes-the-sizes-of-chunks-in-decimal.ts', fixtures: served, code: 'bad-chunk' },
  { program: 'answers-whoever-is-ready-first.ts', fixtures: served, code: 'out-of-order' },
] // prettier-ignore

export const inLessons: readonly BrokenInLesson[] = [...ofRequestLines, ...ofEnvirons, ...ofApplications, ...ofServers]

/** The servers that tutorials end with: several faults each, and for each transcript its own code. */
export const withShortcuts = ['takes-every-shortcut.ts', 'takes-every-shortcut.py', 'greets-after-one-read.py'] as const

export const shortcuts: Readonly<Record<string, DiagnosisCode>> = {
  'one-read-is-not-one-request': 'one-read',
  'the-query-is-not-in-the-path': 'query-in-path',
  'the-input-is-the-body': 'input-not-body',
  'a-long-body-is-read': 'input-not-body',
  'date-is-now': 'constant-date',
  'two-cookies-are-two-headers': 'repeats-lost',
  'a-body-is-bytes': 'not-bytes',
}
