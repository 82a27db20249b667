// Whether the bytes of an answer are what the transcript says, from the first byte to the last. Does not ask when they came.

import { segmentAt, type Conversation, type Fault, type FaultRule, type ResponseDissection } from '../../trace/index.ts'
import type { Diagnosis, HeaderLineRule, StatusLineRule } from '../diagnosis.ts'
import { answerTo, type Answer } from './answer-facts.ts'
import { bodyBegins, judgeBody } from './body.ts'
import { answeredEarly, resetUnread } from './connection.ts'
import { firstLine, headSentAt, received, type Case, type Claim } from './facts.ts'
import { judgeFields } from './fields.ts'
import { judgeSurplus, judgeUnending } from './framing.ts'
import { judgeLength } from './length.ts'
import { withMeaning } from './meanings.ts'
import { judgeInterims, judgeStatus } from './status.ts'

/** The first thing wrong with the answer to one request, in the order in which a client reads it. */
export function judgeAnswer(evidence: Case, claim: Claim): Diagnosis | undefined {
  const answer = answerTo(claim, evidence.claims)
  if (answer === undefined) return undefined
  const wrong =
    judgeInterims(answer, claim.exchange?.interim ?? []) ??
    judgeHead(answer) ??
    judgeStatus(answer) ??
    judgeFields(answer) ??
    judgeSurplus(answer) ??
    judgeLength(answer) ??
    judgeChunks(answer) ??
    judgeBody(answer) ??
    judgeUnending(evidence, claim, answer)
  if (wrong === undefined) return undefined
  return earlyAnswer(claim) ?? lostInReset(answer, wrong) ?? withMeaning(answer, wrong)
}

/** A wrong answer that began before the header section had come whole is wrong because of that. */
function earlyAnswer(claim: Claim): Diagnosis | undefined {
  const { conversation, exchange, response } = claim
  const sentAt = headSentAt(claim)
  const first = conversation === undefined ? undefined : segmentAt(conversation.received, response?.range.start ?? 0)
  if (conversation === undefined || first === undefined) return undefined
  // The connection may have ended before the rest could be sent at all.
  const wasCutOff = sentAt === undefined && exchange?.request?.isHeadComplete === false && exchange.index === 0
  if (!wasCutOff && (sentAt === undefined || first.event > sentAt)) return undefined
  return { ...answeredEarly(conversation, first.event), at: received(conversation.connection, first.start, 1) }
}

/** Bytes that are missing at the end of an answer whose connection was reset were lost with it. */
function lostInReset({ conversation, extent }: Answer, wrong: Diagnosis): Diagnosis | undefined {
  if (conversation.ending?.type !== 'reset' || extent !== 'whole') return undefined
  const isCutShort = wrong.code === 'length-long' || (wrong.code === 'wrong-body' && wrong.how === 'too-short')
  return isCutShort || wrong.code === 'no-blank-line' ? resetUnread(conversation) : undefined
}

function judgeHead(answer: Answer): Diagnosis | undefined {
  const { response, conversation } = answer
  if (response.statusLine === undefined) return noStatusLine(conversation, response)
  for (const fault of response.faults) {
    const diagnosis = headFault(answer, fault)
    if (diagnosis !== undefined) return diagnosis
  }
  return response.isHeadComplete ? undefined : noBlankLine(answer, response.range.end, 'ends')
}

function noStatusLine({ received: { bytes }, connection }: Conversation, { range }: ResponseDissection): Diagnosis {
  const line = firstLine(bytes, range.start)
  return { code: 'no-status-line', found: line, at: received(connection, range.start, Math.max(1, line.length)) }
}

const statusRules: ReadonlySet<FaultRule> = new Set<StatusLineRule>([
  'bad-version', 'no-space-after-version', 'bad-status-code', 'no-space-after-code',
]) // prettier-ignore
const headerRules: ReadonlySet<FaultRule> = new Set<HeaderLineRule>([
  'no-colon', 'empty-name', 'space-before-colon', 'bad-name-byte', 'line-folding', 'bare-cr', 'control-byte', 'bad-length', 'lengths-differ', 'length-and-chunked',
]) // prettier-ignore

function headFault(answer: Answer, fault: Fault): Diagnosis | undefined {
  const { response, conversation } = answer
  if (fault.start >= response.body.start && response.isHeadComplete) return undefined
  const at = received(conversation.connection, fault.start, fault.end - fault.start)
  if (fault.rule === 'bare-lf') return { code: 'lf-only', line: lineKindAt(response, fault.start), at }
  if (statusRules.has(fault.rule))
    return { code: 'bad-status-line', rule: fault.rule as StatusLineRule, found: lineAround(answer, fault), at }
  if (!headerRules.has(fault.rule)) return undefined
  const lineStart =
    response.pieces.find(piece => fault.start >= piece.start && fault.start < piece.end)?.start ?? fault.start
  if (bodyBegins(answer, lineStart)) return noBlankLine(answer, lineStart, 'body-follows')
  return { code: 'bad-header-line', rule: fault.rule as HeaderLineRule, found: lineAround(answer, fault), at }
}

function lineKindAt({ pieces }: ResponseDissection, offset: number): 'status line' | 'field line' | 'blank line' {
  const kind = pieces.find(piece => offset >= piece.start && offset < piece.end)?.kind
  if (kind === 'start-line') return 'status line'
  return kind === 'blank-line' ? 'blank line' : 'field line'
}

function lineAround(
  {
    response,
    conversation: {
      received: { bytes },
    },
  }: Answer,
  fault: Fault,
): string {
  const piece = response.pieces.find(one => fault.start >= one.start && fault.start < one.end)
  return firstLine(bytes, piece?.start ?? fault.start)
}

function noBlankLine({ conversation }: Answer, offset: number, because: 'body-follows' | 'ends'): Diagnosis {
  const { bytes } = conversation.received
  const at = Math.min(offset, Math.max(0, bytes.length - 1))
  return {
    code: 'no-blank-line',
    because,
    found: because === 'ends' ? '' : firstLine(bytes, at),
    at: received(conversation.connection, at, 1),
  }
}

function judgeChunks({ response, conversation, extent }: Answer): Diagnosis | undefined {
  const fault = response.faults.find(one => one.rule.startsWith('bad-chunk') || one.rule.startsWith('chunk-'))
  const isCutOff =
    extent === 'whole' &&
    response.framing.type === 'chunked' &&
    !response.isComplete &&
    conversation.ending !== undefined
  if (fault === undefined && !isCutOff) return undefined
  const offset = fault?.start ?? Math.max(0, response.range.end - 1)
  const found = fault === undefined ? '' : firstLine(conversation.received.bytes, offset)
  return { code: 'bad-chunk', found, at: received(conversation.connection, offset, 1) }
}
