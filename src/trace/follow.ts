// Tells, read by read, how many responses have come whole: cheap enough to ask at each read. Names no faults.

import { dissectResponse } from './dissect.ts'
import type { ResponseDissection } from './message.ts'

/** Where the reading of a connection's responses stands. Make the first with `startFollowing()`. */
export type Following = {
  /** Final responses that are complete. */
  readonly complete: number
  /** Interim responses (1xx) that came after these. */
  readonly interims: number
  /** Offset just after the last complete response. */
  readonly completeAt: number
  /** Whether a response has begun that is not complete. */
  readonly isInside: boolean
  /** Nothing new is worth a look before this many bytes have come. */
  readonly wakeAt: number
}

export type FollowOptions = {
  /** Methods of the requests sent, in order: the answer to HEAD has no body. GET where absent. */
  readonly methods?: readonly string[]
  /** The server has ended its side. */
  readonly isEnded: boolean
}

/** Nothing has come. */
export function startFollowing(): Following {
  return { complete: 0, interims: 0, completeAt: 0, isInside: false, wakeAt: 0 }
}

/** `bytes` is everything received on the connection so far, of which `before` has seen a part. */
export function followResponses(bytes: Uint8Array, before: Following, options: FollowOptions): Following {
  if (!options.isEnded && bytes.length < before.wakeAt) return before
  let { complete, interims, completeAt } = before
  while (completeAt < bytes.length) {
    const method = options.methods?.[complete]
    const response = dissectResponse(bytes, { method, startOffset: completeAt, isEnded: options.isEnded })
    if (!response.isComplete) return { complete, interims, completeAt, isInside: true, wakeAt: wakeOf(bytes, response) }
    completeAt = response.range.end
    const isInterim = response.framing.type === 'none' && response.framing.because === 'interim'
    interims = isInterim ? interims + 1 : 0
    if (!isInterim) complete += 1
  }
  return { complete, interims, completeAt, isInside: false, wakeAt: bytes.length + 1 }
}

/** Whether the first final response in `bytes` is complete. */
export function isResponseComplete(
  bytes: Uint8Array,
  { method, isEnded }: { readonly method: string | undefined; readonly isEnded: boolean },
): boolean {
  return followResponses(bytes, startFollowing(), { methods: [method ?? 'GET'], isEnded }).complete > 0
}

/** A body of known length needs no look before it is whole; one that ends with the connection none before that. */
function wakeOf(bytes: Uint8Array, { framing, body }: ResponseDissection): number {
  if (framing.type === 'length') return body.start + framing.length
  if (framing.type === 'until-close') return Number.POSITIVE_INFINITY
  return bytes.length + 1
}
