// The ways to cut what a transcript sends. Knows bytes and lines; nothing of sockets or of what comes back.

import { randomFrom } from './random.ts'
import { innerCuts, sendRunsOf, type SendRun } from './segments.ts'
import type { Segmentation, Transcript } from './transcript.ts'

/** A run of up to this many bytes is cut at every byte. */
const everyByteBytes = 4096
/** In a longer run: this many bytes at each end of its head, and at each end of what follows the head. */
const headEdgeBytes = 1024
const restEdgeBytes = 64
/** Lines and CRLFs cut in one run: half of them from its start, half from its end. */
const mostLineCuts = 512
const mostRandomCuts = 12

/**
 * Every way to cut the bytes, the way of the file first; ways that come to the same cuts are there once. Cuts count the
 * sent bytes of the whole transcript; those of `* split` are in all of them, and where something comes between two
 * sends (a response, a pause, another connection) there is an end of segment anyway and no cut. `seed` decides the random cuts. Long
 * runs are not cut everywhere: see the numbers above. With `#!replay: as-written` only the way of the file is left.
 */
export function segmentationsOf(transcript: Transcript, seed: number): readonly Segmentation[] {
  const runs = sendRunsOf(transcript)
  const written: Segmentation = { name: 'as written', cuts: runs.flatMap(run => run.splits) }
  if (transcript.properties.replay === 'as-written') return [written]
  const random = randomFrom(seed)
  const others = [
    cutting('one line a segment', runs, lineCuts),
    cutting('cut between CR and LF', runs, crlfCuts),
    cutting('one byte a segment', runs, byteCuts),
    cutting('random cuts', runs, run => randomCuts(run, random)),
  ]
  return distinct([written, ...others])
}

/** `cuts` gives cuts as offsets into the bytes of one run. */
function cutting(
  name: Segmentation['name'],
  runs: readonly SendRun[],
  cuts: (run: SendRun) => readonly number[],
): Segmentation {
  return { name, cuts: runs.flatMap(run => innerCuts(run, [...cuts(run).map(cut => run.offset + cut), ...run.splits])) }
}

function distinct(segmentations: readonly Segmentation[]): readonly Segmentation[] {
  const seen = new Set<string>()
  return segmentations.filter(({ cuts }) => {
    const key = cuts.join()
    return seen.has(key) ? false : seen.add(key)
  })
}

const CR = 0x0d
const LF = 0x0a

function lineCuts({ bytes }: SendRun): readonly number[] {
  return edges(
    placesWhere(bytes, at => bytes[at - 1] === LF),
    mostLineCuts,
  )
}

function crlfCuts({ bytes }: SendRun): readonly number[] {
  return edges(
    placesWhere(bytes, at => bytes[at - 1] === CR && bytes[at] === LF),
    mostLineCuts,
  )
}

/** The offsets between two bytes for which `isWanted` holds. */
function placesWhere(bytes: Uint8Array, isWanted: (at: number) => boolean): readonly number[] {
  const places: number[] = []
  for (let at = 1; at < bytes.length; at++) if (isWanted(at)) places.push(at)
  return places
}

function edges(cuts: readonly number[], most: number): readonly number[] {
  return cuts.length <= most ? cuts : [...cuts.slice(0, most / 2), ...cuts.slice(-most / 2)]
}

function byteCuts({ bytes }: SendRun): readonly number[] {
  if (bytes.length <= everyByteBytes) return placesWhere(bytes, () => true)
  const headEnd = headLength(bytes)
  return [...edgesOfRange(0, headEnd, headEdgeBytes), ...edgesOfRange(headEnd, bytes.length, restEdgeBytes)]
}

/** Every offset of the range, or those within `edge` of its start or end. */
function edgesOfRange(start: number, end: number, edge: number): readonly number[] {
  const offsets: number[] = []
  for (let at = start; at <= end; at = at === start + edge ? Math.max(at + 1, end - edge) : at + 1) offsets.push(at)
  return offsets
}

/** Up to the end of the first blank line; all of it when there is none. */
function headLength(bytes: Uint8Array): number {
  let lineStart = 0
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    const isBlank = at === lineStart || (at === lineStart + 1 && bytes[lineStart] === CR)
    if (isBlank && at > 1) return at + 1
    lineStart = at + 1
  }
  return bytes.length
}

function randomCuts({ bytes }: SendRun, random: (below: number) => number): readonly number[] {
  if (bytes.length < 2) return []
  const count = 1 + random(Math.min(mostRandomCuts, bytes.length - 1))
  return Array.from({ length: count }, () => 1 + random(bytes.length - 1))
}
