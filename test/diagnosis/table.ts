// Which code each broken program must get, and where in its file the message must point. Data only.

import type { DiagnosisCode } from '../../src/check/index.ts'

export type Broken = {
  /** A file of test/programs/broken. */
  readonly program: string
  readonly code: DiagnosisCode
  /** Whether the bytes as written show it depends on the system; cut into segments they do. */
  readonly mayNeedCuts?: true
  /** What else may come of it, on checks after the first that fails. */
  readonly also?: readonly DiagnosisCode[]
  /** Part of the one line of the program that the diagnosis must point at. */
  readonly at?: string
}

/** Nothing can be asked of these: they never come to listen where they should. */
export const beforeListening: readonly Broken[] = [
  { program: 'leaves-a-brace-open.ts', code: 'syntax-error' },
  { program: 'uses-an-enum.ts', code: 'syntax-error', at: 'enum Status' },
  { program: 'imports-a-type-as-a-value.ts', code: 'syntax-error', at: 'AddressInfo }' },
  { program: 'exits-at-once.ts', code: 'exited' },
  { program: 'forgets-to-call-listen.ts', code: 'exited' },
  { program: 'throws-at-start.ts', code: 'threw', at: 'server.configure' },
  { program: 'reads-a-file-that-is-not-there.ts', code: 'threw', at: 'readFileSync(new URL' },
  { program: 'rejects-at-start.ts', code: 'threw', at: 'throw new Error' },
  { program: 'listens-only-when-told-to.ts', code: 'never-listened' },
  { program: 'listens-after-a-minute.ts', code: 'never-listened' },
  { program: 'misspells-the-port-variable.ts', code: 'other-port' },
  { program: 'listens-on-port-zero.ts', code: 'other-port' },
  { program: 'listens-on-the-ipv6-loopback.ts', code: 'other-address' },
  { program: 'listens-on-another-loopback-address.ts', code: 'other-address' },
  { program: 'listens-twice.ts', code: 'port-taken' },
  { program: 'wants-a-port-in-use.ts', code: 'port-taken' },
  { program: 'loops-at-start.ts', code: 'blocked', at: 'while (candidate' },
]

/** The process, and not the answer, is what goes wrong. */
export const whileServing: readonly Broken[] = [
  { program: 'loops-in-the-handler.ts', code: 'blocked', at: "!== '\\r') end += 1" },
  { program: 'waits-for-a-flag-in-a-loop.ts', code: 'blocked', at: 'while (!received' },
  { program: 'backtracks-without-end.ts', code: 'blocked', at: 'const isSimple' },
  { program: 'throws-in-the-handler.ts', code: 'crashed-by-request', at: 'cookie[1]' },
  { program: 'rejects-in-the-handler.ts', code: 'crashed-by-request', at: 'throw new Error' },
  { program: 'dies-of-bytes-that-are-not-utf-8.ts', code: 'crashed-by-request', at: 'new TextDecoder' },
  { program: 'dies-when-a-client-leaves.ts', code: 'crashed-by-request' },
  { program: 'exits-after-an-answer.ts', code: 'crashed-by-request' },
  { program: 'stops-listening-after-an-answer.ts', code: 'crashed-by-request' },
  { program: 'prints-without-end.ts', code: 'output-flood' },
  { program: 'prints-in-a-loop.ts', code: 'output-flood' },
  { program: 'keeps-everything.ts', code: 'out-of-memory' },
  { program: 'grows-a-list-in-a-loop.ts', code: 'out-of-memory' },
]

/** No answer, an answer too soon, or a connection that ends wrongly. */
export const connections: readonly Broken[] = [
  { program: 'never-answers.ts', code: 'silent' },
  { program: 'hears-only-the-first-connection.ts', code: 'silent' },
  { program: 'looks-for-two-blank-lines.ts', code: 'silent' },
  { program: 'closes-without-answering.ts', code: 'closed-empty' },
  { program: 'writes-after-it-ended.ts', code: 'closed-empty' },
  { program: 'resets-the-connection.ts', code: 'reset-unread' },
  { program: 'answers-when-the-client-has-finished.ts', code: 'waits-for-more' },
  { program: 'collects-until-the-stream-ends.ts', code: 'silent' },
  { program: 'answers-after-one-read.ts', code: 'one-read' },
  { program: 'answers-at-the-first-line-end.ts', code: 'one-read' },
  { program: 'looks-for-the-blank-line-in-one-read.ts', code: 'one-read' },
  { program: 'never-closes.ts', code: 'left-open' },
  { program: 'closes-only-after-a-timeout.ts', code: 'left-open' },
  { program: 'closes-when-the-request-is-late.ts', code: 'closed-early' },
  { program: 'serves-one-client-at-a-time.ts', code: 'sequential-only' },
  { program: 'answers-twice.ts', code: 'extra-response', at: 'socket.end(answer)' },
]

/** An answer with wrong bytes in it; the message points at the line that wrote them. */
export const bytes: readonly Broken[] = [
  { program: 'sends-the-request-back-bare.ts', code: 'no-status-line', at: 'socket.end(head)' },
  { program: 'starts-with-a-header.ts', code: 'no-status-line', at: 'socket.write(' },
  { program: 'forgets-the-space-after-the-version.ts', code: 'bad-status-line', at: 'socket.write(' },
  { program: 'writes-the-version-in-lower-case.ts', code: 'bad-status-line', at: 'socket.write(' },
  { program: 'writes-the-status-in-words.ts', code: 'bad-status-line', at: 'socket.write(' },
  { program: 'ends-lines-with-lf.ts', code: 'lf-only', at: 'socket.write(' },
  { program: 'writes-its-head-as-a-template.ts', code: 'lf-only', at: 'socket.write(' },
  { program: 'forgets-the-colon.ts', code: 'bad-header-line', at: 'socket.write(' },
  { program: 'puts-a-space-before-the-colon.ts', code: 'bad-header-line', at: 'socket.write(' },
  { program: 'forgets-the-blank-line.ts', code: 'no-blank-line' },
  { program: 'ends-after-its-headers.ts', code: 'no-blank-line' },
  { program: 'counts-two-bytes-too-few.ts', code: 'length-short', at: 'socket.write(' },
  { program: 'counts-two-bytes-too-many.ts', code: 'length-long', at: 'socket.write(' },
  { program: 'counts-characters.ts', code: 'length-in-characters', at: 'socket.write(' },
  { program: 'writes-chunk-sizes-in-decimal.ts', code: 'bad-chunk', at: 'socket.end(' },
  { program: 'says-chunked-and-sends-none.ts', code: 'bad-chunk', at: 'socket.end(head)' },
  { program: 'answers-404.ts', code: 'wrong-status', at: 'socket.write(' },
  { program: 'answers-in-http-1.0.ts', code: 'wrong-status', at: 'socket.write(' },
  { program: 'says-it-is-html.ts', code: 'wrong-header', at: 'socket.write(' },
  { program: 'forgets-the-content-type.ts', code: 'wrong-header' },
  { program: 'sends-the-request-line-alone.ts', code: 'wrong-body' },
  { program: 'leaves-the-blank-line-out.ts', code: 'wrong-body' },
  { program: 'adds-a-line-end.ts', code: 'wrong-body', at: 'socket.end(' },
  { program: 'decodes-as-utf-8.ts', code: 'wrong-body', at: 'socket.end(' },
  { program: 'greets-instead.ts', code: 'wrong-body', at: 'socket.end(' },
  { program: 'sends-the-body-back-too.ts', code: 'wrong-body', at: 'socket.end(' },
  { program: 'shares-its-buffer-between-connections.ts', code: 'wrong-body', also: ['one-read'], at: 'socket.end(' },
]

/** Run as `python3 FILE {port}`: what the wire shows is all there is to judge by, and a traceback is Python's own. */
export const inPython: readonly Broken[] = [
  { program: 'leaves-a-bracket-open.py', code: 'exited' },
  { program: 'ignores-its-port.py', code: 'other-port' },
  { program: 'never-answers.py', code: 'silent' },
  { program: 'answers-after-one-read.py', code: 'one-read' },
  { program: 'ends-lines-with-lf.py', code: 'lf-only' },
  { program: 'keeps-the-connection-open.py', code: 'left-open' },
  { program: 'leaves-the-body-unread.py', code: 'reset-unread', mayNeedCuts: true },
  { program: 'serves-one-client-at-a-time.py', code: 'sequential-only' },
  { program: 'exits-at-bytes-it-cannot-decode.py', code: 'crashed-by-request' },
]

/** Lesson 1 has no response that breaks off: a check of its own asks for one. */
export const brokenOff: readonly Broken[] = [{ program: 'ends-what-it-could-not-finish.ts', code: 'clean-end' }]

/** Started without the argument that they need. */
export const toEndByItself: readonly Broken[] = [
  { program: 'serves-without-an-application.ts', code: 'wrong-exit' },
  { program: 'says-that-all-is-well.ts', code: 'wrong-exit' },
  { program: 'ends-with-another-code.ts', code: 'wrong-exit', at: 'process.exit(2)' },
  { program: 'says-it-in-other-words.ts', code: 'wrong-output' },
  { program: 'ends-without-a-word.ts', code: 'wrong-output' },
  { program: 'takes-the-application-for-granted.ts', code: 'threw', at: 'word.slice' },
  { program: 'says-that-all-is-well.py', code: 'wrong-exit' },
  { program: 'prints-a-traceback.py', code: 'wrong-output' },
]

export const allBroken: readonly Broken[] = [
  ...beforeListening,
  ...whileServing,
  ...connections,
  ...bytes,
  ...inPython,
  ...brokenOff,
  ...toEndByItself,
]
