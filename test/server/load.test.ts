// Under load, every answer belongs to its request: nothing is lost, nothing is mixed up between connections, nothing stays.

import { expect, test } from 'vitest'
import { randomFrom } from './support/random.ts'
import { serverProcess, type ServerProcess, type State } from './support/server-process.ts'
import { loadConnection, type Load } from './support/token-client.ts'

const seconds = Number(process.env['TSGI_LOAD_SECONDS'] ?? 2)
const seed = Number(process.env['TSGI_FUZZ_SEED'] ?? Date.now() % 1_000_000_000)
const connections = 32

/** Every other connection sends ahead: up to sixteen requests before their answers. */
async function loadFor(ms: number, { port }: ServerProcess): Promise<Load> {
  const load: Load = { answered: 0, bytes: 0, faults: [] }
  const end = performance.now() + ms
  const lanes = Array.from({ length: connections }, (_, index) => {
    const ahead = index % 2 === 0 ? 1 : 1 + (index % 16)
    const lane = { port, name: `lane${index}`, ahead, random: randomFrom(seed + index) }
    return loadConnection(lane, load, () => performance.now() < end)
  })
  await Promise.all(lanes)
  return load
}

/** What is open and held, once it is so or a deadline has passed: memory is given back after its collection, in its own time. */
async function stateOnce(server: ServerProcess, isSo: (state: State) => boolean): Promise<State> {
  const deadline = performance.now() + 5000
  let state = await server.state()
  while (!isSo(state) && performance.now() < deadline) state = await server.state()
  return state
}

const heapGrowth = 2_000_000

test(`each answer carries the token of its request (seed ${seed})`, { timeout: 60_000 + seconds * 2000 }, async () => {
  const server = await serverProcess()
  await loadFor(500, server)
  // The first collection only begins to give memory back.
  await server.state()
  const before = await stateOnce(server, ({ connections }) => connections === 0)
  const load = await loadFor(seconds * 1000, server)
  expect(load.faults, `seed ${seed}`).toEqual([])
  expect(load.answered).toBeGreaterThan(connections)
  expect(server.errors()).toBe('')
  // Many megabytes went through it, and none of them stays.
  const mostBytes = before.heapBytes + heapGrowth
  const after = await stateOnce(server, ({ connections, heapBytes }) => connections === 0 && heapBytes < mostBytes)
  expect(after.connections).toBe(0)
  expect(after.heapBytes).toBeLessThan(mostBytes)
  process.stdout.write(`load: ${load.answered} answers, ${Math.round(load.bytes / 1e6)} MB of bodies, seed ${seed}\n`)
})
