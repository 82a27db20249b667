// The reference server keeps the contract: every case passes, however the bytes are cut, and none is skipped.

import { expect, onTestFinished, test } from 'vitest'
import { serve } from '../../src/server/index.ts'
import { contract, contractModule, judgeServer } from './judge-server.ts'

async function hosting(
  name: string,
): Promise<{ readonly type: 'address'; readonly host: string; readonly port: number }> {
  const module = await contractModule()
  const server = await serve(module[name], { port: 0, errorLog: () => undefined })
  onTestFinished(() => server.close({ graceMs: 0 }))
  if (typeof server.address === 'string') throw new Error('it listens on a path')
  return { type: 'address', host: server.address.address, port: server.address.port }
}

test('the reference server passes every case', { timeout: 240_000 }, async () => {
  const { report, failed } = await judgeServer(await hosting('application'))
  expect(failed).toEqual([])
  expect(report.checks).toHaveLength(contract.checks.length)
  expect(report.verdict).toBe('passed')
})

test.each(['applicationObject', 'ApplicationClass'])('it runs an application of another shape: %s', async name => {
  const only = ['the-application-answers', 'a-body-is-read', 'a-failure-is-a-500']
  const { report, failed } = await judgeServer(await hosting(name), { only })
  expect(failed).toEqual([])
  expect(report.checks).toHaveLength(only.length)
})
