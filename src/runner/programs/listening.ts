// Waits until a started program listens where it was asked to, or it is clear that it will not. Starts and ends nothing.

import { printingMeter } from './printing-meter.ts'
import type { ProgramFact, RunningProgram } from './program.ts'

export type ListeningFact = Extract<ProgramFact, { type: 'listening' }>
export type StartOutcome =
  | { readonly type: 'listening'; readonly address: string; readonly port: number }
  /** `wasTaken`: somebody else took the port that was free a moment ago. */
  | { readonly type: 'failed'; readonly wasTaken: boolean }

export type StartWatch = {
  /** To be told every fact of the program as it comes. */
  hear(fact: ProgramFact): void
  /** From now on time counts. */
  begin(program: RunningProgram, startMs: number): void
  readonly outcome: Promise<StartOutcome>
  /** What the wait itself has to add to the facts. */
  readonly added: readonly ProgramFact[]
}

/** A program that listens elsewhere may listen on the right port next. */
const elsewhereMs = 250
/** A program that found its port taken may try another, or end. */
const takenMs = 150

export function watchStart(askedPort: number): StartWatch {
  const added: ProgramFact[] = []
  const timers: NodeJS.Timeout[] = []
  let isSettled = false
  let settle: (outcome: StartOutcome) => void = () => undefined
  const outcome = new Promise<StartOutcome>(resolve => {
    settle = value => {
      isSettled = true
      timers.forEach(clearTimeout)
      resolve(value)
    }
  })
  const later = (ms: number, act: () => void): void => void timers.push(setTimeout(act, ms))
  let hasListened = false
  let isTaken = false
  const fail = (): void => settle({ type: 'failed', wasTaken: isTaken && !hasListened })

  return {
    added,
    outcome,
    hear: fact => {
      if (isSettled) return
      if (fact.type === 'listening' && isWhereAsked(fact)) settle({ type: 'listening', ...addressOf(fact) })
      else if (fact.type === 'listening') later(elsewhereMs, fail)
      if (fact.type === 'listening') hasListened = true
      if (fact.type !== 'port-taken') return
      isTaken ||= fact.port === askedPort
      later(takenMs, fail)
    },
    begin: (program, startMs) => {
      const meter = printingMeter(program)
      const giveUp = (): void => {
        if (meter.hasWaitedForUs()) return later(startMs, giveUp)
        added.push({ type: 'never-listened', ms: startMs })
        fail()
      }
      later(startMs, giveUp)
      void program.down.then(fail)
    },
  }
}

const dialable = new Set(['127.0.0.1', '0.0.0.0', '::', '::ffff:127.0.0.1', '::ffff:7f00:1'])

function isWhereAsked(fact: ListeningFact): boolean {
  return fact.port === fact.asked && dialable.has(fact.address)
}

function addressOf(fact: ListeningFact): { readonly address: string; readonly port: number } {
  return { address: fact.address, port: fact.port }
}
