// A process that uses the runner as the workbook does: so that it can be killed while it runs a program.
// Its argument is what to do, as JSON. Says what happens, a line of JSON each.

import { randomUUID } from 'node:crypto'

import { createRunner } from '../../../src/runner/index.ts'
import type { Limits, Program } from '../../../src/runner/index.ts'
import { parseTranscript } from '../../../src/transcript/index.ts'

export type ToolOrder = {
  readonly bootFile: string
  readonly stripFile: string
  readonly stateDirectory: string
  readonly program: Program
  readonly transcript: string
  readonly limits: Partial<Limits>
  /** Each process group's token begins with it. */
  readonly tokenPrefix: string
}

const order = JSON.parse(process.argv[2] ?? '') as ToolOrder
const say = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`)

const runner = createRunner({
  bootFile: order.bootFile,
  stripFile: order.stripFile,
  stateDirectory: order.stateDirectory,
  now: () => performance.now(),
  environment: process.env,
  nodePath: process.execPath,
  newToken: () => `${order.tokenPrefix}-${randomUUID()}`,
})
void runner
  .run({
    program: order.program,
    checks: [{ id: 'one', title: 'one', needs: [], transcript: parseTranscript(order.transcript) }],
    seed: 1,
    limits: order.limits,
    onProgress: say,
  })
  .then(report => say({ type: 'report', verdict: report.verdict }))
