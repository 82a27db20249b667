// The server of programs/answering.ts as a process of its own. It is stopped when the test is over.

import { build } from 'esbuild'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export type Question = { readonly collects: boolean }

export type State = { readonly type: 'state'; readonly connections: number; readonly heapBytes: number }
export type Report = { readonly type: 'listening'; readonly port: number } | State

export type ServerProcess = {
  readonly port: number
  /** What it has open, after it has collected its garbage. Throws when it does not run any more. */
  readonly state: () => Promise<State>
  /** What it has written to its error log so far. */
  readonly errors: () => string
  /** Whether it runs no more. */
  readonly hasEnded: () => boolean
}

export async function serverProcess(): Promise<ServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'tsgi-server-'))
  const file = join(folder, 'answering.mjs')
  await build({
    entryPoints: [join(import.meta.dirname, '../programs/answering.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  })
  const child = fork(file, { execArgv: ['--expose-gc'], stdio: ['ignore', 'inherit', 'pipe', 'ipc'] })
  let errors = ''
  child.stderr?.setEncoding('utf8').on('data', text => void (errors += text))
  const exit = once(child, 'exit')
  onTestFinished(async () => {
    if (child.connected) child.disconnect()
    await exit
    rmSync(folder, { recursive: true, force: true })
  })
  const report = async (): Promise<Report> => {
    const ended = exit.then(([code, signal]) => {
      throw new Error(`the server ended with ${code ?? signal}: ${errors}`)
    })
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [Report]
    return message
  }
  const listening = await report()
  if (listening.type !== 'listening') throw new Error('it said something else first')
  return {
    port: listening.port,
    state: async () => {
      child.send({ collects: true } satisfies Question)
      const state = await report()
      if (state.type !== 'state') throw new Error('it started twice')
      return state
    },
    errors: () => errors,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
  }
}
