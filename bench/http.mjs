// `npm run bench:http`: how fast the reference server is, as ratios to node:http in the same run. The servers take turns in
// short slices, so that a machine that is slow for a while is slow for all of them. Writes nothing outside /tmp.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { expectedBody } from './http/answers.mjs'
import { cases } from './http/cases.mjs'
import { idle, mostIdle } from './http/idle.mjs'
import { load, loader } from './http/load.mjs'
import { startServers } from './http/processes.mjs'
import { idleTable, loadTable } from './http/table.mjs'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1' },
    /** Only cases that have this in their names; `idle` for the connections that wait. */
    only: { type: 'string', default: '' },
  },
})
const rounds = Number(values.rounds)
const seconds = Number(values.seconds)

const answersRight = async ({ name, port }, { path, method = 'GET', body }) => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...(body && { body }) })
  const received = Buffer.from(await response.arrayBuffer())
  if (response.status !== 200 || !received.equals(expectedBody(path)))
    throw new Error(`${name} answers ${method} ${path} with ${response.status} and other bytes`)
}

/** CPU microseconds for each request, beside what the client saw. */
const slice = async (server, one, folder) => {
  const before = await server.used()
  const result = await load(one, { port: server.port, seconds, folder })
  const after = await server.used()
  return {
    perSecond: result.requests / result.seconds,
    cpuMicroseconds: (after.cpuMicroseconds - before.cpuMicroseconds) / result.requests,
    p99Ms: result.p99Ms,
  }
}

/** The slices of each server, by round. A round before them warms up and does not count. */
const measure = async (servers, one, folder) => {
  for (const server of servers) await answersRight(server, one)
  const slices = servers.map(({ name }) => ({ name, slices: [] }))
  for (let round = -1; round < rounds; round++)
    for (const [index, server] of servers.entries()) {
      const result = await slice(server, one, folder)
      if (round >= 0) slices[index].slices.push(result)
    }
  return slices
}

const folder = mkdtempSync(join(tmpdir(), 'tsgi-learn-bench-'))
const servers = await startServers(folder)
try {
  process.stdout.write(
    `Node ${process.version}, ${process.platform} ${process.arch}; ${loader}, 64 connections, ${rounds} rounds of ${seconds} s\n\n`,
  )
  const chosen = cases.filter(({ name }) => name.includes(values.only))
  const measured = []
  for (const one of chosen) measured.push({ one, servers: await measure(servers, one, folder) })
  if (measured.length > 0) process.stdout.write(`${loadTable(measured)}\n`)
  if ('idle'.includes(values.only)) {
    const waiting = []
    for (const server of servers) waiting.push({ name: server.name, ...(await idle(server, mostIdle())) })
    process.stdout.write(`\n${idleTable(waiting)}\n`)
  }
} finally {
  await Promise.all(servers.map(server => server.stop()))
  rmSync(folder, { recursive: true, force: true })
}
