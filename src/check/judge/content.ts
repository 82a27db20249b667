// Why the content of an answer is not what it should be, where its bytes or the check tell. What says nothing of it is left to others.

import { latin1From } from '../../http/index.ts'
import { contentOf } from '../../trace/index.ts'
import { matchBody } from '../../transcript/index.ts'
import type { Diagnosis } from '../diagnosis.ts'
import { answerTo, type Answer } from './answer-facts.ts'
import { swallowed } from './framing.ts'
import { judgeInput, wantedText } from './input.ts'
import { judgeBytes } from './kept-bytes.ts'
import { faultOfListing } from './listed.ts'
import { listingOf } from './listing.ts'
import { meaningOfLine } from './meanings.ts'
import { leftInMethod } from './refusal.ts'
import { told } from './told.ts'

/** What the check itself knows comes first, then what is about the whole body, then its lines. */
export function judgeContent(answer: Answer, content: Uint8Array): Diagnosis | undefined {
  const text = latin1From(content)
  return (
    meaningOfLine(answer, text) ??
    swallowed(answer, text) ??
    judgeInput(answer, text) ??
    leftInMethod(answer, text) ??
    judgeBytes(answer, text) ??
    errorLeaked(answer, text) ??
    outOfOrder(answer, content) ??
    judgeLines(answer, text)
  )
}

function judgeLines(answer: Answer, text: string): Diagnosis | undefined {
  const listing = listingOf(answer.step.body, text)
  const fault = listing && faultOfListing(listing, answer.request)
  return fault && told(answer, fault)
}

/** What was thrown is for the log of the server. */
const tracesOfErrors = /\b[A-Za-z]*Error\b.*|^[ \t]+at .+:\d+.*|^Traceback .*/m

function errorLeaked(answer: Answer, text: string): Diagnosis | undefined {
  const status = answer.response.statusLine?.status ?? 0
  const wanted = wantedText(answer.step.body)
  const found = tracesOfErrors.exec(text)
  if (status < 500 || found === null || (answer.step.body.type === 'exact' && wanted.includes(found[0])))
    return undefined
  const place = { start: found.index, end: found.index + found[0].length }
  return told(answer, { code: 'error-leaked', expected: undefined, received: found[0].slice(0, shownBytes), place })
}

const shownBytes = 60

/** The answer to another request of the connection, which did not get it. */
function outOfOrder(answer: Answer, content: Uint8Array): Diagnosis | undefined {
  if (content.length === 0) return undefined
  const others = answer.claims.filter(({ conversation }) => conversation === answer.conversation)
  const meant = others.find(other => {
    if (other.step.type !== 'expect' || other.step === answer.step || other.step.body.type !== 'exact') return false
    return matchBody(other.step.body, content).matched && !isRight(answerTo(other, answer.claims))
  })
  if (meant?.step.type !== 'expect') return undefined
  const from = meant.exchange?.request?.requestLine?.range
  return told(answer, {
    code: 'out-of-order',
    expected: wantedText(answer.step.body).slice(0, shownBytes),
    received: latin1From(content).slice(0, shownBytes),
    place: { start: 0, end: content.length },
    from,
  })
}

function isRight(answer: Answer | undefined): boolean {
  if (answer === undefined) return false
  return matchBody(answer.step.body, contentOf(answer.conversation.received.bytes, answer.response)).matched
}
