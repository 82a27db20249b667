// What tests of starts share: programs from texts, checks of a whole body, and what a run came to in a line each.

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import type { Argument, CheckToRun, Program, RunReport } from '../../../src/runner/index.ts'
import { checkOf, temporaryFolder } from './runner.ts'

/** A folder with these files; gives the path of each. */
export function filesIn(texts: Readonly<Record<string, string>>): (name: string) => string {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return name => join(folder, name)
}

export const program = (text: string, argv: readonly Argument[] = []): Extract<Program, { type: 'file' }> => {
  return { type: 'file', path: filesIn({ 'server.ts': text })('server.ts'), argv }
}

/** Wants this body, whatever way it is cut. */
export const wants = (id: string, body: string, more: Partial<CheckToRun> = {}): CheckToRun =>
  checkOf(`> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n<\n< ${body.replaceAll('{', '\\{')}\\\n`, { id, title: id, ...more })

export const verdicts = (report: RunReport): readonly string[] =>
  report.checks.map(({ id, verdict }) => {
    if (verdict.type === 'failed') return `${id}: ${verdict.diagnosis.code}`
    if (verdict.type === 'passed') return `${id}: passed`
    return `${id}: not run, ${verdict.because.type}${'check' in verdict.because ? ` ${verdict.because.check}` : ''}`
  })
