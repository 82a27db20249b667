// Says in words how the bytes were cut when a check failed only that way.

import type { CheckResult } from '../../runner/index.ts'
import { cutPlaceOf, type Transcript } from '../../transcript/index.ts'

const shownCuts = 4

/** `passes as written; fails when cut after byte 17, inside a CRLF`. undefined when the bytes as written failed. */
export const replayText = (check: { readonly transcript: Transcript } | undefined, result: CheckResult): string | undefined => {
  const replay = result.replay
  if (replay === undefined || replay.name === 'as written') return undefined
  if (replay.cuts.length === 0 || replay.cuts.length > shownCuts) return `passes as written; fails with ${replay.name}`
  return `passes as written; fails when cut ${listOf(replay.cuts.map(cut => placeText(check, cut)))}`
}

const placeText = (check: { readonly transcript: Transcript } | undefined, cut: number): string => {
  const place = check === undefined ? undefined : cutPlaceOf(check.transcript, cut)
  return place === undefined ? `after byte ${cut}` : `after byte ${place.byte}, ${place.place}`
}

const listOf = (places: readonly string[]): string =>
  places.length < 2 ? places.join('') : `${places.slice(0, -1).join(', ')} and ${places.at(-1)}`
