// How a run is given up: one promise that everything under way is raced against.

/** Thrown out of whatever is under way when the run is given up. */
export class RunCancelled extends Error {
  override readonly name = 'RunCancelled'
}

export type Cancellation = {
  /** Rejects when the run is given up. */
  readonly givenUp: Promise<never>
  readonly giveUp: () => void
}

export function createCancellation(): Cancellation {
  let giveUp = (): void => undefined
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = () => reject(new RunCancelled())
  })
  // It is only ever raced against; most runs are not given up.
  givenUp.catch(() => undefined)
  return { givenUp, giveUp: () => giveUp() }
}
