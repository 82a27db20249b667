// Whether a program printed what it should and ended as it should. Looks at its own events only: nobody connects to it.

import { joinBytes, latin1From } from '../../http/index.ts'
import type { ProgramEvent } from '../../trace/index.ts'
import {
  isAboutProgram,
  matchPattern,
  printedLinesOf,
  type Pattern,
  type ProgramStep,
  type Transcript,
} from '../../transcript/index.ts'
import type { Diagnosis } from '../diagnosis.ts'
import { findEvent, verdictOfEnding, withSource } from '../program.ts'

/**
 * What kept the program from it comes first, an error that nobody caught above all; then that it goes on where it should
 * end, since it may print for as long as it runs; then the facts in their order.
 */
export function judgeProgramFacts({ steps }: Transcript, events: readonly ProgramEvent[]): Diagnosis | undefined {
  const facts = steps.filter(isAboutProgram)
  const broken = verdictOfEnding(events) ?? facts.map(fact => goesOn(fact, events)).find(isDefined)
  if (broken !== undefined) return broken
  const lines = printedLines(events)
  return facts
    .map(fact => (fact.type === 'prints' ? notPrinted(fact.pattern, lines) : wrongExit(fact.code, events)))
    .find(isDefined)
}

function isDefined<Value>(value: Value | undefined): value is Value {
  return value !== undefined
}

/** Whoever has not ended when all is told goes on. */
function goesOn(fact: ProgramStep, events: readonly ProgramEvent[]): Diagnosis | undefined {
  if (fact.type !== 'exits' || findEvent(events, 'exited') !== undefined) return undefined
  const ms = findEvent(events, 'still-running')?.ms ?? events.at(-1)?.atMs ?? 0
  const isListening = findEvent(events, 'listening') !== undefined
  return { code: 'wrong-exit', expected: fact.code, found: { type: 'goes-on', ms, isListening } }
}

function wrongExit(expected: number, events: readonly ProgramEvent[]): Diagnosis | undefined {
  const exit = findEvent(events, 'exited')
  if (exit === undefined || (exit.signal === undefined && exit.code === expected)) return undefined
  const found =
    exit.signal === undefined
      ? ({ type: 'code', code: exit.code ?? 0 } as const)
      : ({ type: 'signal', signal: exit.signal } as const)
  return withSource({ code: 'wrong-exit', expected, found }, exit.at)
}

function notPrinted(pattern: Pattern, lines: readonly string[]): Diagnosis | undefined {
  const reaches = lines.map(line => ({ line, reach: reachOf(pattern, line) }))
  if (reaches.some(({ reach }) => reach === 'whole')) return undefined
  // Of lines that come equally close, the last: what a program says at its end is most often what it means.
  const received = reaches.reduce<{ line: string; reach: number } | undefined>(
    (best, { line, reach }) => (reach === 'whole' || reach < (best?.reach ?? 0) ? best : { line, reach }),
    undefined,
  )
  return { code: 'wrong-output', expected: pattern.source, received: received?.line }
}

/** How far the line is as it should be. */
function reachOf(pattern: Pattern, line: string): number | 'whole' {
  const result = matchPattern(pattern, line)
  return result.matched ? 'whole' : result.offset
}

/** What was printed, line by line, stream by stream; one character a byte. */
function printedLines(events: readonly ProgramEvent[]): readonly string[] {
  return (['stdout', 'stderr'] as const).flatMap(stream => {
    const printed = events.filter(event => event.type === 'output').filter(output => output.stream === stream)
    return printedLinesOf(latin1From(joinBytes(printed.map(({ bytes }) => bytes))))
  })
}
