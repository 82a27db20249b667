// One response beside what the transcript expects of it, and what stands around it on its connection. Judges nothing.

import type { Conversation, Exchange, RequestDissection, ResponseDissection } from '../../trace/index.ts'
import type { ExpectStep, Extent } from '../../transcript/index.ts'
import type { Claim } from './facts.ts'

export type Answer = {
  readonly conversation: Conversation
  readonly response: ResponseDissection
  readonly step: ExpectStep
  /** How much of the response the transcript speaks of. */
  readonly extent: Extent
  /** What the response answers, and the exchange before that one on the connection. */
  readonly request: RequestDissection | undefined
  readonly before: Exchange | undefined
  /** Everything the transcript asks for. */
  readonly claims: readonly Claim[]
}

/** undefined for what is no expectation, or got no answer. */
export function answerTo(claim: Claim, claims: readonly Claim[]): Answer | undefined {
  const { conversation, exchange, response, step, extent } = claim
  if (conversation === undefined || response === undefined || step.type !== 'expect') return undefined
  const before = exchange === undefined ? undefined : conversation.exchanges[exchange.index - 1]
  return { conversation, response, step, extent, request: exchange?.request, before, claims }
}

/** The bytes right after a response, unless they are the next one. */
export function bytesAfter({ conversation, response }: Pick<Answer, 'conversation' | 'response'>): Uint8Array {
  const after = conversation.received.bytes.subarray(response.range.end)
  return String.fromCharCode(...after.subarray(0, 5)) === 'HTTP/' ? after.subarray(0, 0) : after
}
