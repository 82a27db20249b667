// Takes the terminal and gives it back, whatever happens in between. `restore` may be called any number of times.

import { writeSync } from 'node:fs'

/** What of `process` is needed, so that a test can stand in for it. */
export type ProcessEvents = {
  readonly pid: number
  readonly on: (event: string, listener: (...args: never[]) => void) => unknown
  readonly off: (event: string, listener: (...args: never[]) => void) => unknown
  readonly kill: (pid: number, signal: NodeJS.Signals) => unknown
  readonly exit: (code: number) => unknown
}

export type Lifecycle = {
  /** Takes the terminal: alternate screen, no cursor, bracketed paste. Does nothing when it is taken. */
  readonly enter: () => void
  /** Gives the terminal back. Does nothing when it has been given back. */
  readonly restore: () => void
  /** Listens for every way out; the answer stops listening. */
  readonly guard: (ways: WaysOut) => () => void
  /** Stops this process as Ctrl-Z does; SIGCONT comes back through `guard`. */
  readonly suspend: () => void
}

export type WaysOut = {
  /** Before the terminal is given back: stop listening to keys, take down Ink. */
  readonly release: () => void
  /** After SIGCONT: listen and draw again. */
  readonly resume: () => void
  /** Before the process ends by a signal or a crash: stop children. Waited for, but not long. */
  readonly cleanUp: () => Promise<void>
  /** Says what crashed, once the terminal is there to say it on. */
  readonly report: (error: unknown) => void
}

const enterCodes = '\x1b[?1049h\x1b[?2004h\x1b[?25l\x1b[2J\x1b[H'
const restoreCodes = '\x1b[?2026l\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[0m\x1b[?25h\x1b[?1049l'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const
/** Our own fault: the exit code of design.md §9. */
const crashCode = 70
const cleanUpMs = 1000

export const createLifecycle = (fd: number, events: ProcessEvents): Lifecycle => {
  let isTaken = false
  const enter = (): void => {
    if (isTaken) return
    isTaken = true
    writeNow(fd, enterCodes)
  }
  const restore = (): void => {
    if (!isTaken) return
    isTaken = false
    writeNow(fd, restoreCodes)
  }
  return {
    enter,
    restore,
    suspend: () => events.kill(events.pid, 'SIGTSTP'),
    guard: ways => guardProcess(events, { ...ways, enter, restore, isTaken: () => isTaken }),
  }
}

type Guarded = WaysOut & Pick<Lifecycle, 'enter' | 'restore'> & { readonly isTaken: () => boolean }

const guardProcess = (events: ProcessEvents, ways: Guarded): (() => void) => {
  let isLeaving = false
  const giveBack = (): void => {
    if (ways.isTaken()) ways.release()
    ways.restore()
  }
  const onSignal = (signal: NodeJS.Signals): void => {
    giveBack()
    if (isLeaving) return
    isLeaving = true
    // Raised again without us listening, so that the shell sees which signal it was.
    void withDeadline(ways.cleanUp()).then(() => {
      stop()
      events.kill(events.pid, signal)
    })
  }
  const onCrash = (error: unknown): void => {
    giveBack()
    ways.report(error)
    if (isLeaving) return
    isLeaving = true
    void withDeadline(ways.cleanUp()).then(() => events.exit(crashCode))
  }
  const onStop = (): void => {
    giveBack()
    events.kill(events.pid, 'SIGSTOP')
  }
  const onContinue = (): void => {
    if (ways.isTaken() || isLeaving) return
    ways.enter()
    ways.resume()
  }
  const listeners: readonly (readonly [string, (...args: never[]) => void])[] = [
    ['exit', giveBack],
    ...signals.map(signal => [signal, () => onSignal(signal)] as const),
    ['uncaughtException', onCrash],
    ['unhandledRejection', onCrash],
    ['SIGTSTP', onStop],
    ['SIGCONT', onContinue],
  ]
  const stop = (): void => listeners.forEach(([event, listener]) => events.off(event, listener))
  listeners.forEach(([event, listener]) => events.on(event, listener))
  return stop
}

const withDeadline = async (work: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<void>(resolve => {
    timer = setTimeout(resolve, cleanUpMs)
  })
  // A failed clean-up must not keep the process, or hide the error that ends it.
  await Promise.race([work.catch(() => undefined), deadline])
  clearTimeout(timer)
}

/** Written before the next statement: an exiting process gets no later chance. */
const writeNow = (fd: number, text: string): void => {
  for (let tries = 0; tries < 50; tries += 1) {
    try {
      writeSync(fd, text)
      return
    } catch (error) {
      // A terminal that has gone cannot be restored, and needs not be; one that is full is tried again.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return
    }
  }
}
