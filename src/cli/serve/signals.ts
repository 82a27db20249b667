// The signals of a server: stop when there is time, stop now, load again.

import { isTerminal } from '../output.ts'

export type ServerSignals = {
  readonly onStop: () => void
  /** The second time. */
  readonly onKill: (signal: NodeJS.Signals) => void
  readonly onReload: () => void
}

/** The signal comes a moment before the terminal is gone. */
const closingMs = 250

/** Gives what takes the listeners away. */
export const onSignals = (program: NodeJS.Process, { onStop, onKill, onReload }: ServerSignals): (() => void) => {
  const hadTerminal = hasTerminal()
  let isStopping = false
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) return onKill(signal)
    isStopping = true
    onStop()
  }
  // The same signal says that a terminal was closed, and then nobody is left who could stop the server.
  const hangUp = (signal: NodeJS.Signals): void => {
    if (!hadTerminal) return onReload()
    setTimeout(() => (hasTerminal() ? onReload() : stop(signal)), closingMs)
  }
  program.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', hangUp)
  return () => void program.off('SIGINT', stop).off('SIGTERM', stop).off('SIGHUP', hangUp)
}

const hasTerminal = (): boolean => isTerminal(0) || isTerminal(1) || isTerminal(2)
