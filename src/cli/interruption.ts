// Signals that ask the command to end: it may stop what it started first, then dies of the same signal, as shells expect.

export type Interruption = {
  /** Listening starts with the first call: commands that start nothing keep the system's own behaviour. */
  readonly signal: () => AbortSignal
  /** Ends the process: by the signal that came, or with the code. */
  readonly leave: (code: number) => void
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export const interruptionOf = (program: NodeJS.Process): Interruption => {
  let controller: AbortController | undefined
  let received: NodeJS.Signals | undefined
  const receive = (signal: NodeJS.Signals): void => {
    // A second time means: now.
    if (received !== undefined) dieOf(program, received)
    received = signal
    controller?.abort()
  }
  const listen = (): AbortController => {
    for (const signal of signals) program.on(signal, receive)
    return new AbortController()
  }
  return {
    signal: () => (controller ??= listen()).signal,
    leave: code => (received === undefined ? program.exit(code) : dieOf(program, received)),
  }
}

const dieOf = (program: NodeJS.Process, signal: NodeJS.Signals): void => {
  for (const name of signals) program.removeAllListeners(name)
  program.kill(program.pid, signal)
}
