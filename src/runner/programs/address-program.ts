// A server that somebody else runs: an address, and nothing we may start, watch or end.

import { connect } from 'node:net'

import type { RunningProgram } from './program.ts'

/** A connection that does not come about by then counts as refused. */
const dialMs = 1000

/** Whether anybody takes a connection there. */
export function answersDial(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host, port, timeout: dialMs })
    const end = (isThere: boolean): void => {
      socket.destroy()
      resolve(isThere)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.on('error', () => end(false))
  })
}

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
    printedBytes: () => 0,
    unheard: () => [],
    stop: () => Promise.resolve(),
  }
}
