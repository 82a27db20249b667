// Waits until a condition holds or a limit passes, one wait at a time, without polling. Knows no connections.

export type WaitResult = 'done' | 'limit'

export type Waiting = {
  /** `isDone` is asked now and at each `check`. */
  until(isDone: () => boolean, limitMs: number): Promise<WaitResult>
  /** Something changed. */
  check(): void
  /** Ends the present wait and every later one at once. */
  halt(): void
  readonly isHalted: () => boolean
}

export function createWaiting(): Waiting {
  let isHalted = false
  let pending: { readonly isDone: () => boolean; readonly finish: (result: WaitResult) => void } | undefined

  return {
    isHalted: () => isHalted,
    until: (isDone, limitMs) => {
      if (isHalted || isDone()) return Promise.resolve('done')
      return new Promise(resolve => {
        const finish = (result: WaitResult): void => {
          clearTimeout(timer)
          pending = undefined
          resolve(result)
        }
        const timer = setTimeout(finish, limitMs, 'limit')
        pending = { isDone, finish }
      })
    },
    check: () => {
      if (pending?.isDone() === true) pending.finish('done')
    },
    halt: () => {
      isHalted = true
      pending?.finish('done')
    },
  }
}
