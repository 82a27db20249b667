// A server that somebody else runs: an address, and nothing we may start, watch or end.

import type { RunningProgram } from './program.ts'

export function addressProgram(host: string, port: number): RunningProgram {
  return {
    host,
    port,
    reports: 'nothing',
    state: () => 'up',
    down: new Promise(() => undefined),
    ask: () => Promise.resolve(),
    join: () => () => undefined,
    claim: () => undefined,
    unheard: () => [],
    stop: () => Promise.resolve(),
  }
}
