// What the program itself did wrong, before it served or while it did. Looks at its own events only, never at the wire.

import { joinBytes, latin1From } from '../http/index.ts'
import type { ProgramEvent, SourceLocation } from '../trace/index.ts'
import type { Diagnosis } from './diagnosis.ts'

/**
 * Why a program never came to serve where it was asked to, from everything it said and did since its start; undefined
 * when it listens. The first of: it could not be read, it loops, it ran out of memory, the port was taken, it threw,
 * it listens elsewhere, it ended, it is still not listening.
 */
export function verdictOfProgram(events: readonly ProgramEvent[]): Diagnosis | undefined {
  return (
    syntaxError(events) ??
    outOfMemory(events) ??
    flood(events) ??
    blocked(events, '') ??
    portTaken(events) ??
    threw(events) ??
    listensElsewhere(events) ??
    exited(events) ??
    neverListened(events)
  )
}

/** Why a program that was to end by itself never had the chance to do what it was asked; undefined when it had. */
export function verdictOfEnding(events: readonly ProgramEvent[]): Diagnosis | undefined {
  const thrown = threw(events)
  return (
    syntaxError(events) ??
    outOfMemory(events) ??
    flood(events) ??
    blocked(events, '') ??
    (thrown?.code === 'threw' ? { ...thrown, before: 'what-it-should-say' } : undefined)
  )
}

/** The event of one type, if there is one. */
export function findEvent<Type extends ProgramEvent['type']>(
  events: readonly { readonly type: string }[],
  type: Type,
): Extract<ProgramEvent, { type: Type }> | undefined {
  return events.find((event): event is Extract<ProgramEvent, { type: Type }> => event.type === type)
}

/** A diagnosis with the learner's line, where the program's runtime could name it. */
export function withSource(diagnosis: Diagnosis, source: SourceLocation | undefined): Diagnosis {
  return source === undefined ? diagnosis : { ...diagnosis, source }
}

/** `request`: the first line of what it was asked when it went away; empty when it was asked nothing. */
export function blocked(events: readonly { readonly type: string }[], request: string): Diagnosis | undefined {
  const event = findEvent(events, 'blocked')
  return event && withSource({ code: 'blocked', ms: event.ms, request }, event.at)
}

export function outOfMemory(events: readonly { readonly type: string }[]): Diagnosis | undefined {
  const event = findEvent(events, 'out-of-memory')
  return event && withSource({ code: 'out-of-memory', bytes: event.bytes, limit: event.limit }, event.at)
}

/** Only a program that was stopped for it: one that prints much and answers is fine. */
export function flood(events: readonly { readonly type: string }[]): Diagnosis | undefined {
  const stopped = events.find(
    (event): event is Extract<ProgramEvent, { type: 'output-capped' }> =>
      event.type === 'output-capped' && 'stopped' in event && event.stopped === true,
  )
  if (stopped === undefined) return undefined
  const printedBytes = printedBytesIn(events) + stopped.droppedBytes
  return withSource({ code: 'output-flood', printedBytes }, findEvent(events, 'blocked')?.at)
}

function printedBytesIn(events: readonly { readonly type: string }[]): number {
  return (events as readonly ProgramEvent[])
    .filter(event => event.type === 'output')
    .reduce((sum, event) => sum + event.bytes.length, 0)
}

function syntaxError(events: readonly ProgramEvent[]): Diagnosis | undefined {
  const event = findEvent(events, 'syntax-error')
  return event && withSource({ code: 'syntax-error', message: event.message, hint: event.hint }, event.at)
}

/** Somebody listens where the program wants to; itself perhaps. */
export function portTaken(events: readonly { readonly type: string }[]): Diagnosis | undefined {
  const event = findEvent(events, 'port-taken')
  return event && withSource({ code: 'port-taken', port: event.port }, event.at)
}

function threw(events: readonly ProgramEvent[]): Diagnosis | undefined {
  const event = findEvent(events, 'threw')
  return event && withSource({ code: 'threw', name: event.name, message: event.message }, event.at)
}

const ipv4Loopback = new Set(['127.0.0.1', '0.0.0.0', '::', '::ffff:127.0.0.1'])

/** A program may listen in several places; the last word counts when none of them is the right one. */
function listensElsewhere(events: readonly ProgramEvent[]): Diagnosis | undefined {
  const all = events.filter(event => event.type === 'listening')
  if (all.some(event => event.port === event.asked && ipv4Loopback.has(event.address))) return undefined
  const event = all.find(one => one.port === one.asked) ?? all.at(-1)
  if (event === undefined) return undefined
  return event.port === event.asked
    ? { code: 'other-address', address: event.address, port: event.port }
    : { code: 'other-port', asked: event.asked, port: event.port }
}

function exited(events: readonly ProgramEvent[]): Diagnosis | undefined {
  const event = findEvent(events, 'exited')
  const { code: exitCode, signal, at } = event ?? {}
  return event && withSource({ code: 'exited', exitCode, signal, lastOutput: lastLineOf(events) }, at)
}

/** The last line the program printed, most often the reason why it ended; one character a byte, to be escaped by whoever shows it. */
function lastLineOf(events: readonly ProgramEvent[]): string {
  const outputs = events.filter(event => event.type === 'output')
  const stream = outputs.some(output => output.stream === 'stderr') ? 'stderr' : 'stdout'
  const printed = joinBytes(outputs.filter(output => output.stream === stream).map(({ bytes }) => bytes))
  return latin1From(printed).trimEnd().split('\n').at(-1)?.trimEnd() ?? ''
}

function neverListened(events: readonly ProgramEvent[]): Diagnosis | undefined {
  const event = findEvent(events, 'never-listened')
  return event && { code: 'never-listened', ms: event.ms }
}
