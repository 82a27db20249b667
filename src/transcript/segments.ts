// The sent bytes of a transcript as runs, and runs as segments. Knows where cuts fall, not where they come from.

import { joinBytes } from '../http/index.ts'
import { firstConnection } from './parse.ts'
import type { Step, Transcript } from './transcript.ts'

/** Bytes that go out one after another with nothing in between but comments and `* split`: indexes into `steps`, ends included. */
export type SendRun = {
  readonly connection: string
  readonly firstStep: number
  readonly lastStep: number
  /** Where the run starts, counted in sent bytes of the whole transcript. */
  readonly offset: number
  readonly bytes: Uint8Array
  /** Where the file says `* split` within this run, counted as `offset` is. */
  readonly splits: readonly number[]
}

/** One write: `offset` counts the sent bytes of the whole transcript, over all connections. */
export type Segment = { readonly offset: number; readonly bytes: Uint8Array }
export type SegmentedRun = SendRun & { readonly segments: readonly Segment[] }

/** The runs of a transcript, in the order of the file. */
export function sendRunsOf(transcript: Transcript): readonly SendRun[] {
  const runs: SendRun[] = []
  let offset = 0
  let connection = firstConnection
  for (let at = 0; at < transcript.steps.length; at++) {
    const step = transcript.steps[at]!
    if (step.type === 'connection') connection = step.name
    if (step.type !== 'send') continue
    const run = runFrom(transcript.steps, at, { offset, connection })
    runs.push(run)
    offset += run.bytes.length
    at = run.lastStep
  }
  return runs
}

function runFrom(
  steps: readonly Step[],
  firstStep: number,
  start: { readonly offset: number; readonly connection: string },
): SendRun {
  const pieces: Uint8Array[] = []
  const splits: number[] = []
  let lastStep = firstStep
  let end = start.offset
  for (let at = firstStep; at < steps.length; at++) {
    const step = steps[at]!
    if (step.type === 'split') splits.push(end)
    else if (step.type === 'send') {
      pieces.push(step.bytes)
      end += step.bytes.length
      lastStep = at
    } else if (step.type !== 'comment') break
  }
  const inner = splits.filter((split, index) => split > start.offset && split < end && splits.indexOf(split) === index)
  return { ...start, firstStep, lastStep, bytes: joinBytes(pieces), splits: inner }
}

/** All bytes that a transcript sends, over all its connections, in the order of the file. */
export function sentBytesOf(transcript: Transcript): Uint8Array {
  return joinBytes(sendRunsOf(transcript).map(run => run.bytes))
}

/** The runs cut at `cuts` and wherever the file says `* split`. A run without bytes has no segments. */
export function segmentsOf(transcript: Transcript, cuts: readonly number[]): readonly SegmentedRun[] {
  return sendRunsOf(transcript).map(run => ({ ...run, segments: cutRun(run, cuts) }))
}

function cutRun(run: SendRun, cuts: readonly number[]): readonly Segment[] {
  const inside = innerCuts(run, [...cuts, ...run.splits])
  const starts = [run.offset, ...inside]
  const end = run.offset + run.bytes.length
  return starts
    .map((start, index) => ({
      offset: start,
      bytes: run.bytes.subarray(start - run.offset, (starts[index + 1] ?? end) - run.offset),
    }))
    .filter(segment => segment.bytes.length > 0)
}

/** The cuts that fall inside the run, sorted, each once. */
export function innerCuts(run: SendRun, cuts: readonly number[]): readonly number[] {
  const end = run.offset + run.bytes.length
  return [...new Set(cuts.filter(cut => cut > run.offset && cut < end))].toSorted((one, other) => one - other)
}
