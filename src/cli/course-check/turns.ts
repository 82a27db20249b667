// Work side by side, so much of it at a time, in the order in which it was asked for. Does not know what the work is.

/** Begins the work when it is its turn. */
export type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>

export const createTurns = (atOnce: number): InTurn => {
  const waiting: (() => void)[] = []
  let underWay = 0
  return async work => {
    if (underWay < atOnce) underWay += 1
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // Whoever is next takes this place over.
      if (next === undefined) underWay -= 1
      else next()
    }
  }
}
