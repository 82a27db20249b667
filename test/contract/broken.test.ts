// The cases see what is wrong: each of them fails on a server that breaks what it speaks of, and passes on one that does not.

import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Application } from '../../src/tsgi/index.ts'
import { brokenServers, type BrokenServer } from './broken/table.ts'
import { contract, contractModule, judgeServer, root } from './judge-server.ts'

/** What never comes is not worth two seconds, where a server of this process has no cold start. */
const limits = { exchangeMs: 1200, closeMs: 300 }
const diesOfIt = 'a-client-that-leaves-ends-nobody'

async function portOf({ start }: BrokenServer): Promise<number> {
  const { application } = await contractModule()
  const started = await start(application as Application)
  if ('closed' in started) {
    onTestFinished(() => started.close({ graceMs: 0 }))
    return (started.address as AddressInfo).port
  }
  const sockets = new Set<{ destroy(): void }>()
  started.on('connection', socket => sockets.add(socket))
  await new Promise<void>(resolve => started.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    sockets.forEach(socket => socket.destroy())
    started.close()
  })
  return (started.address() as AddressInfo).port
}

test.for(brokenServers)('a server that $name fails what it must, and no more', { timeout: 240_000 }, async server => {
  const only = [...server.fails, ...server.passes]
  const program = { type: 'address', host: '127.0.0.1', port: await portOf(server) } as const
  const { report } = await judgeServer(program, { only, limits })
  const failed = new Set(report.checks.flatMap(({ id, verdict }) => (verdict.type === 'failed' ? [id] : [])))
  expect(server.fails.filter(id => !failed.has(id))).toEqual([])
  expect(server.passes.filter(id => failed.has(id))).toEqual([])
})

test('a server that dies when a client leaves fails the case that has one leave', { timeout: 60_000 }, async () => {
  const path = join(root, 'test/programs/broken/dies-when-a-client-leaves.ts')
  const { failed } = await judgeServer({ type: 'file', path, argv: [] }, { only: [diesOfIt] })
  expect(failed).toEqual([`${diesOfIt}: crashed-by-request`])
})

test('every case is failed by a server', () => {
  const failed = new Set([...brokenServers.flatMap(({ fails }) => fails), diesOfIt])
  expect(contract.checks.map(({ id }) => id).filter(id => !failed.has(id))).toEqual([])
})
