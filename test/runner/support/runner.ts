// A runner for tests: the built child's side, a state folder of its own, and a look for processes that were left.

import { randomUUID } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

import { createRunner } from '../../../src/runner/index.ts'
import type { CheckToRun, Program, Runner, RunnerOptions, RunReport, RunRequest } from '../../../src/runner/index.ts'
import { markName } from '../../../src/runner/processes/environment.ts'
import type { TraceEvent } from '../../../src/trace/index.ts'
import { parseTranscript } from '../../../src/transcript/index.ts'

const root = join(import.meta.dirname, '..', '..', '..')
export const builtFiles = { bootFile: join(root, 'dist', 'boot.cjs'), stripFile: join(root, 'dist', 'strip.cjs') }
export const programsDirectory = join(root, 'test', 'runner', 'programs')

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tsgi-runner-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A workbook with a copy of the named programs, or of texts. */
export function workbookWith(names: readonly string[], texts: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, '.tsgi'))
  for (const name of names) cpSync(join(programsDirectory, `${name}.ts`), join(folder, `${name}.ts`))
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text)
  return folder
}

export type TestRunner = {
  readonly runner: Runner
  readonly tokenPrefix: string
  /** How many process groups were started. */
  readonly tokens: () => number
}

export function testRunner(options: Partial<RunnerOptions> = {}): TestRunner {
  const tokenPrefix = `test-${randomUUID()}`
  let tokens = 0
  const runner = createRunner({
    ...builtFiles,
    stateDirectory: options.stateDirectory ?? temporaryFolder(),
    now: () => performance.now(),
    environment: process.env,
    nodePath: process.execPath,
    newToken: () => `${tokenPrefix}-${(tokens += 1)}`,
    ...options,
  })
  onTestFinished(() => runner.close())
  return { runner, tokenPrefix, tokens: () => tokens }
}

/** The processes alive that a runner with these tokens started, by their environment. Zombies have none. */
export function pidsLeftBy(tokenPrefix: string): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => pid > 0 && environmentOf(pid).includes(`${markName}=${tokenPrefix}`))
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1')
  } catch {
    return ''
  }
}

export function checkOf(text: string, more: Partial<CheckToRun> = {}): CheckToRun {
  return { id: 'check', title: 'a check', needs: [], transcript: parseTranscript(text), ...more }
}

export const anyAnswer = `> GET / HTTP/1.1
>
< HTTP/1.1 200 OK
`

export function fileProgram(workbook: string, name: string, argv: readonly string[] = []): Program {
  return { type: 'file', path: join(workbook, `${name}.ts`), argv }
}

/** What a run of one program against one check comes to, with every event there was. */
export function eventsOf(report: RunReport): readonly { readonly type: string }[] {
  return [...report.program, ...report.checks.flatMap(check => check.trace.events)]
}

/** Answers each connection with what `answer` comes to, an expression that may use `chunk`; `before` stands above it. */
export function answering(answer: string, before = ''): string {
  return `import { createServer } from 'node:net'
${before}
createServer(socket => {
  socket.on('error', () => socket.destroy())
  socket.once('data', (chunk: Buffer) => socket.end('HTTP/1.1 200 OK\\r\\n\\r\\n' + (${answer})))
}).listen(Number(process.env['PORT']), '127.0.0.1')
`
}

/** Runs one program against one check, as written unless the text says otherwise. */
export async function runOne(
  runner: Runner,
  program: Program,
  more: Partial<Omit<RunRequest, 'program'>> = {},
): Promise<RunReport> {
  return runner.run({ program, checks: [checkOf(`#!replay: as-written\n${anyAnswer}`)], seed: 1, ...more })
}

/** What the first check got back, whole. */
export function receivedIn(report: RunReport): string {
  const events = report.checks[0]?.trace.events ?? []
  return Buffer.concat(events.flatMap(event => (event.type === 'received' ? [event.bytes] : []))).toString()
}

export function bodyIn(report: RunReport): string {
  return receivedIn(report).split('\r\n\r\n').slice(1).join('\r\n\r\n')
}

/** What the program printed while it served the first check, or outside any. */
export function outputIn(report: RunReport, stream: 'stdout' | 'stderr' = 'stdout'): string {
  const events = [...report.program, ...report.checks.flatMap(check => check.trace.events)] as readonly TraceEvent[]
  const bytes = events.flatMap(event => (event.type === 'output' && event.stream === stream ? [event.bytes] : []))
  // A check that fails because the program did not start shows again what the program said.
  return Buffer.concat([...new Set(bytes)]).toString()
}

/** The first event of a type, wherever the run put it. */
export function eventIn<Type extends TraceEvent['type']>(
  report: RunReport,
  type: Type,
): Extract<TraceEvent, { readonly type: Type }> | undefined {
  const events = eventsOf(report) as readonly TraceEvent[]
  return events.find((event): event is Extract<TraceEvent, { readonly type: Type }> => event.type === type)
}
