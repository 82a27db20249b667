// How long to wait before a worker that died is started again.

/** After so long a life, a death is news and not the same trouble again. */
const soundMs = 10_000
const firstMs = 100
const longestMs = 10_000

/** Twice as long each time, up to ten seconds; from the start again for one that has lived ten seconds. */
export const waitAfter = (livedMs: number, waitedMs: number | undefined): number =>
  waitedMs === undefined || livedMs >= soundMs ? firstMs : Math.min(waitedMs * 2, longestMs)
