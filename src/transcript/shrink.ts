// Many cuts that fail to the fewest that still fail. Knows neither transcripts nor servers.

/**
 * Delta debugging: a subset of `cuts` that still fails and, when `budget` calls of `fails` were enough, would pass with
 * any one of its cuts gone. Gives `cuts` back when nothing less fails; never calls `fails` with what it already knows.
 */
export async function shrinkCuts(
  cuts: readonly number[],
  fails: (cuts: readonly number[]) => Promise<boolean>,
  budget: number,
): Promise<readonly number[]> {
  const ask = asking(fails, budget)
  if (cuts.length > 0 && (await ask([]))) return []
  let failing = cuts
  let pieces = 2
  while (failing.length > 1) {
    const smaller = await firstFailing(candidates(failing, pieces), ask)
    if (smaller !== undefined) {
      pieces = smaller.length < failing.length / 2 + 1 ? 2 : Math.max(pieces - 1, 2)
      failing = smaller
    } else if (pieces >= failing.length) return failing
    else pieces = Math.min(pieces * 2, failing.length)
  }
  return failing
}

type Ask = (cuts: readonly number[]) => Promise<boolean>

/** Each set of cuts is tried once; when the budget is spent, everything counts as passing. */
function asking(fails: Ask, budget: number): Ask {
  const known = new Map<string, boolean>()
  return async cuts => {
    const key = cuts.join()
    const answer = known.get(key) ?? (known.size < budget && (await fails(cuts)))
    if (known.size < budget) known.set(key, answer)
    return answer
  }
}

/** The cuts in pieces, each piece alone, then all but each piece. */
function candidates(cuts: readonly number[], pieces: number): readonly (readonly number[])[] {
  const starts = Array.from({ length: pieces + 1 }, (_, index) => Math.floor((index * cuts.length) / pieces))
  const ranges = starts.slice(1).map((end, index) => ({ start: starts[index]!, end }))
  const alone = ranges.map(({ start, end }) => cuts.slice(start, end))
  const without = pieces === 2 ? [] : ranges.map(({ start, end }) => [...cuts.slice(0, start), ...cuts.slice(end)])
  return [...alone, ...without].filter(candidate => candidate.length > 0)
}

async function firstFailing(
  candidates: readonly (readonly number[])[],
  ask: Ask,
): Promise<readonly number[] | undefined> {
  for (const candidate of candidates) if (await ask(candidate)) return candidate
  return undefined
}
