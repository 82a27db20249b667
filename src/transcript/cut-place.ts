// Where a cut falls, for people: how many bytes came before it, in which line, and what it parts. Makes no sentences.

import { sendRunsOf } from './segments.ts'
import type { Transcript } from './transcript.ts'

export type CutPlace = {
  readonly connection: string
  /** Bytes sent on this connection before the cut. */
  readonly byte: number
  /** The line of the transcript that sends the last byte before the cut. */
  readonly line: number
  readonly place: 'inside a CRLF' | 'after a line' | 'inside a line'
}

/** `cut` counts sent bytes of the whole transcript, as in a segmentation; undefined for one that cuts nothing. */
export function cutPlaceOf(transcript: Transcript, cut: number): CutPlace | undefined {
  const runs = sendRunsOf(transcript)
  const run = runs.find(run => cut > run.offset && cut < run.offset + run.bytes.length)
  if (run === undefined) return undefined
  const at = cut - run.offset
  const earlier = runs.filter(other => other.connection === run.connection && other.offset < run.offset)
  const byte = earlier.reduce((total, other) => total + other.bytes.length, at)
  return {
    connection: run.connection,
    byte,
    line: lineOf(transcript, run.firstStep, at),
    place: placeOf(run.bytes, at),
  }
}

function placeOf(bytes: Uint8Array, at: number): CutPlace['place'] {
  if (bytes[at - 1] === 0x0a) return 'after a line'
  return bytes[at - 1] === 0x0d && bytes[at] === 0x0a ? 'inside a CRLF' : 'inside a line'
}

/** The line of the step, counted from `firstStep`, that sends byte `count`. */
function lineOf({ steps }: Transcript, firstStep: number, count: number): number {
  let sent = 0
  for (const step of steps.slice(firstStep)) {
    if (step.type === 'send') sent += step.bytes.length
    if (sent >= count) return step.line
  }
  return steps[firstStep]!.line
}
