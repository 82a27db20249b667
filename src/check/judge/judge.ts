// (transcript, trace) to verdict: walks the claims of a transcript in order and stops at the first that does not hold.

import type { Verdict } from '../verdict.ts'
import type { Diagnosis, DiagnosisCode } from '../diagnosis.ts'
import { blocked, flood, outOfMemory, portTaken, verdictOfProgram } from '../program.ts'
import { judgeAnswer } from './answer.ts'
import { judgeArrival, judgeCutOff, judgeEnd, judgeQuiet } from './connection.ts'
import { crashed } from './crash.ts'
import { judgeProgramFacts } from './program-facts.ts'
import type { ProgramEvent, SourceLocation, Trace, TraceEvent } from '../../trace/index.ts'
import { asksProgramAlone, type Segmentation, type Transcript } from '../../transcript/index.ts'
import { caseOf, printedPlace, requestLineOf, writerOf, type Case, type Claim } from './facts.ts'

/**
 * Whether the server did what the transcript says, and if not, the one root cause. What the process did comes before
 * what the wire shows, since a dead server explains any silence; then the claims of the transcript in their order.
 * `segmentation` says how the bytes were cut, when they were not sent as written: as written the check has passed.
 */
export function judge(transcript: Transcript, trace: Trace, segmentation?: Segmentation): Verdict {
  const diagnosis = asksProgramAlone(transcript)
    ? judgeProgramFacts(transcript, trace.events.filter(isOfProgram))
    : judgeExchange(caseOf({ transcript, trace, segmentation }))
  return diagnosis === undefined ? { type: 'passed' } : { type: 'failed', diagnosis }
}

function judgeExchange(evidence: Case): Diagnosis | undefined {
  const diagnosis = judgeProcess(evidence) ?? judgeClaims(evidence)
  return diagnosis && withWriter(evidence, diagnosis)
}

function judgeProcess({ events, conversations }: Case): Diagnosis | undefined {
  const isReached = events.some(event => event.type === 'opened')
  const start = isReached ? undefined : verdictOfProgram(events.filter(isOfProgram))
  if (start !== undefined) return start
  const request = requestLineOf(conversations.find(one => one.exchanges.some(({ response }) => response === undefined)))
  return (
    portTaken(events) ??
    outOfMemory(events) ??
    flood(events) ??
    blocked(events, request) ??
    crashed(events, conversations)
  )
}

const programTypes: ReadonlySet<string> = new Set<ProgramEvent['type']>([
  'syntax-error', 'listening', 'never-listened', 'port-taken', 'threw', 'blocked', 'out-of-memory', 'exited', 'still-running', 'output', 'output-capped',
]) // prettier-ignore

function isOfProgram(event: TraceEvent): event is ProgramEvent {
  return programTypes.has(event.type)
}

function judgeClaims(evidence: Case): Diagnosis | undefined {
  for (const claim of evidence.claims) {
    const diagnosis = judgeClaim(evidence, claim)
    if (diagnosis !== undefined) return diagnosis
  }
  return undefined
}

function judgeClaim(evidence: Case, claim: Claim): Diagnosis | undefined {
  switch (claim.step.type) {
    case 'expect':
      return judgeArrival(evidence, claim) ?? judgeAnswer(evidence, claim)
    case 'closed':
    case 'open':
      return judgeEnd(evidence, claim)
    case 'cut-off':
      return judgeCutOff(evidence, claim)
    case 'waiting':
    case 'within':
      return judgeQuiet(evidence, claim)
    default:
      return undefined
  }
}

/** What an application reports was written by the line that writes all bodies, and that one is not at fault. */
const reported: ReadonlySet<DiagnosisCode> = new Set<DiagnosisCode>([
  'called-twice', 'close-not-called', 'close-called-twice', 'write-lost', 'start-not-checked',
]) // prettier-ignore

/** Where the runtime told who wrote the byte at fault, the diagnosis says so. */
function withWriter({ events }: Case, diagnosis: Diagnosis): Diagnosis {
  const { at, code, source } = diagnosis
  if (source !== undefined || at?.side !== 'received' || reported.has(code)) return diagnosis
  const writer = failureBehind(events, diagnosis) ?? writerOf(events, at.connection, at.offset)
  return writer === undefined ? diagnosis : { ...diagnosis, source: writer }
}

/** A server that answers 500 has most often caught an error and printed it: that is where it went wrong. */
function failureBehind(events: readonly TraceEvent[], { at, ...facts }: Diagnosis): SourceLocation | undefined {
  const isFailure = facts.code === 'wrong-status' && facts.part === 'code' && facts.received.startsWith('5')
  return isFailure && at !== undefined ? printedPlace(events, at.connection) : undefined
}
