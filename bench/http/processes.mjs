// The servers of the benchmark, each in a process of its own; where there are two cores, on one that the load does not use.

import { build } from 'esbuild'
import { fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { environment } from '../environment.mjs'

const servers = join(import.meta.dirname, 'servers')
const canPin = availableParallelism() >= 2 && spawnSync('taskset', ['--version']).status === 0

export const serverNames = ['reference server', 'node:http', 'Fastify', 'raw node:net']

/** A command that runs on the core for the load, as program and arguments. */
export const besideServers = (program, args) => (canPin ? ['taskset', ['-c', '1', program, ...args]] : [program, args])

/** Starts all of them: name, port, `used()` and `stop()` of each. */
export const startServers = async folder => {
  const reference = join(folder, 'reference.mjs')
  await build({
    entryPoints: [join(servers, 'reference.mjs')],
    outfile: reference,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  })
  const files = [reference, ...['node-http', 'fastify', 'raw-net'].map(name => join(servers, `${name}.mjs`))]
  return Promise.all(files.map((file, index) => start(serverNames[index], file, folder)))
}

const start = async (name, file, folder) => {
  const child = fork(file, {
    execArgv: ['--expose-gc'],
    env: { ...environment(folder), NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const [{ port }] = await firstOf(child, name)
  if (canPin) spawnSync('taskset', ['-a', '-p', '-c', '0', String(child.pid)])
  return {
    name,
    port,
    /** CPU time and memory so far; `collects` has it collect garbage first. */
    used: async ({ collects = false } = {}) => {
      child.send({ collects })
      const [usage] = await firstOf(child, name)
      return usage
    },
    stop: async () => {
      const exit = once(child, 'exit')
      child.disconnect()
      await exit
    },
  }
}

/** The next message, or an error when the process ends first. */
const firstOf = async (child, name) => {
  const ended = new AbortController()
  const exit = once(child, 'exit', { signal: ended.signal }).then(([code]) => {
    throw new Error(`the process of ${name} ended with ${code}`)
  })
  try {
    return await Promise.race([once(child, 'message'), exit])
  } finally {
    ended.abort()
    exit.catch(() => undefined)
  }
}
