// Runs the cases of the contract against a server, as `check server` does, and says in a line each what failed.

import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import { contractFolder, loadContract } from '../../src/lesson/index.ts'
import { createRunner, type Limits, type Program, type RunReport } from '../../src/runner/index.ts'

export const root = join(import.meta.dirname, '../..')
export const contract = loadContract(root)

export type Judged = { readonly report: RunReport; readonly failed: readonly string[] }

export type JudgeOptions = {
  /** The cases to run; all of them when absent. */
  readonly only?: readonly string[]
  readonly seed?: number
  readonly limits?: Partial<Limits>
}

export async function judgeServer(
  program: Program,
  { only, seed = 1, limits = {} }: JudgeOptions = {},
): Promise<Judged> {
  const folder = mkdtempSync(join(tmpdir(), 'tsgi-contract-'))
  const runner = createRunner({
    bootFile: join(root, 'dist/boot.cjs'),
    stripFile: join(root, 'dist/strip.cjs'),
    stateDirectory: folder,
    now: () => performance.now(),
    environment: process.env,
    nodePath: process.execPath,
    newToken: randomUUID,
  })
  onTestFinished(async () => {
    await runner.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const checks = only === undefined ? contract.checks : contract.checks.filter(({ id }) => only.includes(id))
  const report = await runner.run({ program, checks, seed, limits })
  return { report, failed: report.checks.flatMap(failureOf) }
}

function failureOf({ id, verdict, replay }: RunReport['checks'][number]): readonly string[] {
  if (verdict.type === 'passed') return []
  const way = replay === undefined ? '' : ` (${replay.name})`
  return [verdict.type === 'failed' ? `${id}: ${verdict.diagnosis.code}${way}` : `${id}: not run`]
}

/** The modules of an application, from its source. Not imported by name: its types are those of a learner's folder. */
export async function contractModule(): Promise<Readonly<Record<string, unknown>>> {
  return (await import(pathToFileURL(join(root, contractFolder, 'application.ts')).href)) as Record<string, unknown>
}
