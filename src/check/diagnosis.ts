// Every way a server can be wrong that we can name: a stable code and the facts that belong to it. No sentences here.

import type { LimitName, SourceLocation } from '../trace/index.ts'
import { applicationCodes, exchangeCodes, valueCodes, type GatewayFacts } from './gateway-diagnosis.ts'

/** Stable for ever: hints, attempts, tests and people refer to these. */
export const diagnosisCodes = [
  // The program never came to serve.
  'syntax-error', 'exited', 'threw', 'never-listened', 'other-port', 'other-address', 'port-taken',
  // The program was to say something and end.
  'wrong-exit', 'wrong-output',
  // The process went wrong while it served.
  'blocked', 'crashed-by-request', 'output-flood', 'out-of-memory',
  // The connection.
  'silent', 'closed-empty', 'reset-unread', 'waits-for-more', 'one-read', 'left-open', 'closed-early', 'sequential-only',
  'clean-end', 'extra-response',
  // The bytes of the answer.
  'no-status-line', 'bad-status-line', 'lf-only', 'bad-header-line', 'no-blank-line',
  'length-short', 'length-long', 'length-in-characters', 'bad-chunk', 'wrong-status', 'wrong-header', 'wrong-body',
  // The request line and the environ, the application, and what one connection carries.
  ...valueCodes, ...applicationCodes, ...exchangeCodes,
] as const // prettier-ignore
export type DiagnosisCode = (typeof diagnosisCodes)[number]

/** Bytes of one side of a connection; offsets count from the first byte that side sent. */
export type BytePlace = {
  readonly connection: string
  readonly side: 'sent' | 'received'
  readonly offset: number
  readonly length: number
}

/** A failure: the facts of its code, the bytes it shows at, and the learner's line that is behind it. */
export type Diagnosis = DiagnosisFacts & {
  readonly at?: BytePlace
  /** The bytes of the request that have to do with it, where they are others than those. */
  readonly from?: BytePlace
  readonly source?: SourceLocation
}

export type DiagnosisFacts =
  | { readonly code: 'syntax-error'; readonly message: string; readonly hint: string | undefined }
  | {
      readonly code: 'exited'
      readonly exitCode: number | undefined
      readonly signal: string | undefined
      readonly lastOutput: string
    }
  /** `before`: what it did not come to; listening when absent. */
  | {
      readonly code: 'threw'
      readonly name: string
      readonly message: string
      readonly before?: 'what-it-should-say'
    }
  /** `ms` is 0 for a server that somebody else runs: it is not waited for. */
  | { readonly code: 'never-listened'; readonly ms: number }
  | { readonly code: 'other-port'; readonly asked: number; readonly port: number }
  | { readonly code: 'other-address'; readonly address: string; readonly port: number }
  | { readonly code: 'port-taken'; readonly port: number }
  /** `found`: how it ended instead, or that it goes on; `ms` how long it was waited for. */
  | {
      readonly code: 'wrong-exit'
      readonly expected: number
      readonly found:
        | { readonly type: 'code'; readonly code: number }
        | { readonly type: 'signal'; readonly signal: string }
        | { readonly type: 'goes-on'; readonly ms: number; readonly isListening: boolean }
    }
  /** `expected` as the check writes it; `received` the printed line that is most like it, one character a byte. */
  | { readonly code: 'wrong-output'; readonly expected: string; readonly received: string | undefined }
  | { readonly code: 'blocked'; readonly ms: number; readonly request: string }
  | {
      readonly code: 'crashed-by-request'
      /** A client had gone, and writing to it or reading from it failed. */
      readonly hasClientLeft: boolean
      readonly request: string
      readonly exitCode: number | undefined
      readonly signal: string | undefined
      /** What was thrown, when something was. */
      readonly thrown: { readonly name: string; readonly message: string } | undefined
      /** The process lives, but nobody listens any more. */
      readonly isRunning: boolean
    }
  | { readonly code: 'output-flood'; readonly printedBytes: number }
  | { readonly code: 'out-of-memory'; readonly bytes: number; readonly limit: number }
  | { readonly code: 'silent'; readonly ms: number; readonly request: string }
  | { readonly code: 'closed-empty'; readonly request: string }
  | { readonly code: 'reset-unread'; readonly sentBytes: number; readonly receivedBytes: number }
  | { readonly code: 'waits-for-more'; readonly ms: number }
  | OneRead
  | { readonly code: 'left-open'; readonly ms: number; readonly limit: LimitName }
  | {
      readonly code: 'closed-early'
      readonly because: 'request-unfinished' | 'must-stay-open'
      readonly sentBytes: number
      readonly wholeBytes: number
    }
  /** A response that must break off, since the server could not finish it, ends as if it were whole. */
  | { readonly code: 'clean-end'; readonly framing: 'length' | 'chunked' | 'until-close' | 'none' | 'unknown' }
  /** `found`: the first line of what came after the last response that was asked for. */
  | { readonly code: 'extra-response'; readonly when: 'after-the-last' | 'too-soon'; readonly found: string }
  | { readonly code: 'sequential-only'; readonly ms: number; readonly waiting: string; readonly unfinished: string }
  | { readonly code: 'no-status-line'; readonly found: string }
  | { readonly code: 'bad-status-line'; readonly rule: StatusLineRule; readonly found: string }
  | { readonly code: 'lf-only'; readonly line: 'status line' | 'field line' | 'blank line' }
  | { readonly code: 'bad-header-line'; readonly rule: HeaderLineRule; readonly found: string }
  | { readonly code: 'no-blank-line'; readonly found: string; readonly because: 'body-follows' | 'ends' }
  | { readonly code: 'length-short'; readonly declared: number; readonly bodyBytes: number }
  | { readonly code: 'length-long'; readonly declared: number; readonly bodyBytes: number }
  | { readonly code: 'length-in-characters'; readonly declared: number; readonly bodyBytes: number }
  | { readonly code: 'bad-chunk'; readonly found: string }
  | {
      readonly code: 'wrong-status'
      readonly part: 'version' | 'code' | 'reason'
      readonly expected: string
      readonly received: string
    }
  | WrongHeader
  | WrongBody
  | GatewayFacts

/**
 * One read was taken for one request. `answered-early`: the answer came before the header section had; `answered-part`:
 * it covers only the first segments; `answered-rest`: only those after a cut; `lost-parts`: cut into segments, the request gets no answer.
 */
export type OneRead = {
  readonly code: 'one-read'
  readonly how: 'answered-early' | 'answered-part' | 'answered-rest' | 'lost-parts'
  readonly segments: number
  /** Bytes of the header section that had been sent when the answer came, or that the answer covers. */
  readonly coveredBytes: number
  readonly headBytes: number
}

export type WrongHeader = {
  readonly code: 'wrong-header'
  /** As the transcript writes it, lower-cased. */
  readonly name: string
  readonly how: 'missing' | 'unwanted' | 'value'
  readonly expected: string | undefined
  readonly received: string | undefined
}

export type WrongBody = {
  readonly code: 'wrong-body'
  readonly how: 'differs' | 'too-short' | 'too-long' | 'missing-line' | 'unwanted-line'
  /** Of the body, decoded from any chunks. */
  readonly bodyOffset: number
  readonly bodyBytes: number
  readonly expected: string
  readonly received: string
}

export type StatusLineRule = 'bad-version' | 'no-space-after-version' | 'bad-status-code' | 'no-space-after-code'
export type HeaderLineRule =
  | 'no-colon'
  | 'empty-name'
  | 'space-before-colon'
  | 'bad-name-byte'
  | 'line-folding'
  | 'bare-cr'
  | 'control-byte'
  | 'bad-length'
  | 'lengths-differ'
  | 'length-and-chunked'
