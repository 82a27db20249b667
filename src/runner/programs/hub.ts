// Hands each report of a program to the exchange it belongs to. Knows no processes and no sockets.

import { createOutputCap } from './output-cap.ts'
import type { Listener, ProgramFact, TimedFact } from './program.ts'

export type Hub = {
  join(listener: Listener): () => void
  claim(port: number, listener: Listener): void
  /** A report about a connection. One that nobody has claimed yet is kept until somebody does. */
  deliver(port: number, report: (listener: Listener) => void): void
  /** Something the program said; `port` 0 when no connection is known. */
  say(fact: ProgramFact, port: number): void
  /** Something that concerns everyone. */
  announce(fact: ProgramFact, port: number): void
  /** Output up to its cap. */
  unheard(): readonly TimedFact[]
}

/** Reports kept for a connection before it is claimed; more than a connection can cause in that moment. */
const mostKept = 10_000

export function createHub({ now, outputBytes }: { readonly now: () => number; readonly outputBytes: number }): Hub {
  const joined = new Set<Listener>()
  const owners = new Map<number, Listener>()
  const early = new Map<number, ((listener: Listener) => void)[]>()
  const unheard: TimedFact[] = []
  const cap = createOutputCap(outputBytes)

  function keepUnheard(fact: ProgramFact): void {
    if (fact.type === 'output-capped') return cap.stop(fact.stream)
    const kept = fact.type === 'output' ? cap.keep(fact) : fact
    if (kept !== undefined) unheard.push({ at: now(), fact: kept })
  }

  function keep(port: number, report: (listener: Listener) => void): void {
    const kept = early.get(port)
    if (kept === undefined) early.set(port, [report])
    else if (kept.length < mostKept) kept.push(report)
  }

  function ownerOf(port: number): Listener | undefined {
    if (port !== 0) return owners.get(port)
    return joined.size === 1 ? joined.values().next().value : undefined
  }

  return {
    join: listener => {
      joined.add(listener)
      return () => joined.delete(listener)
    },
    claim: (port, listener) => {
      owners.set(port, listener)
      for (const report of early.get(port) ?? []) report(listener)
      early.delete(port)
    },
    deliver: (port, report) => {
      const owner = owners.get(port)
      if (owner === undefined) keep(port, report)
      else report(owner)
    },
    say: (fact, port) => {
      const owner = ownerOf(port)
      if (owner !== undefined) owner.fact(fact, port === 0 ? undefined : port)
      else if (port !== 0) keep(port, listener => listener.fact(fact, port))
      else keepUnheard(fact)
    },
    announce: (fact, port) => {
      if (joined.size === 0) keepUnheard(fact)
      const owner = owners.get(port)
      if (owner !== undefined && !joined.has(owner)) owner.fact(fact, port)
      for (const listener of joined) listener.fact(fact, owner === listener ? port : undefined)
    },
    unheard: () => [...unheard, ...cap.capped().map(fact => ({ at: now(), fact }))],
  }
}
