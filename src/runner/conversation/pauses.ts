// Adds up the time in which exchanges only waited because their transcripts ask for it. Waits for nothing itself.

export type Pauses = {
  /** An exchange runs from `enter` to the function it returns. */
  enter(): () => void
  /** And it only waits from `pause` to the function it returns. */
  pause(): () => void
  /** Time in which somebody waited and nobody worked. */
  totalMs(): number
}

export function createPauses(now: () => number): Pauses {
  let running = 0
  let waiting = 0
  let total = 0
  let idleSince: number | undefined

  function update(): void {
    const isIdle = waiting > 0 && waiting === running
    if (isIdle && idleSince === undefined) idleSince = now()
    if (isIdle || idleSince === undefined) return
    total += now() - idleSince
    idleSince = undefined
  }
  function change(by: { readonly running?: number; readonly waiting?: number }): void {
    running += by.running ?? 0
    waiting += by.waiting ?? 0
    update()
  }

  return {
    enter: () => {
      change({ running: 1 })
      return () => change({ running: -1 })
    },
    pause: () => {
      change({ waiting: 1 })
      return () => change({ waiting: -1 })
    },
    totalMs: () => total,
  }
}
