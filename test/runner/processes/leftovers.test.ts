// Nothing of a program outlives its run, nor the tool, however the tool ends: and what could outlive it is swept.

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buildSync } from 'esbuild'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'

import type { Program } from '../../../src/runner/index.ts'
import { createRecords } from '../../../src/runner/processes/records.ts'
import { startTimeOf } from '../../../src/runner/processes/process-table.ts'
import { answering, builtFiles, fileProgram, pidsLeftBy, runOne } from '../support/runner.ts'
import { temporaryFolder, testRunner, workbookWith } from '../support/runner.ts'
import type { ToolOrder } from '../support/tool.ts'
import { until } from '../support/until.ts'

let folder = ''
let toolFile = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsgi-tool-'))
  toolFile = join(folder, 'tool.cjs')
  const entry = join(import.meta.dirname, '..', 'support', 'tool.ts')
  buildSync({
    entryPoints: [entry],
    outfile: toolFile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  })
})
afterAll(() => rmSync(folder, { recursive: true }))

type Tool = { readonly child: ChildProcess; readonly stateDirectory: string; readonly tokenPrefix: string }

/** Resolves when the program listens, and its check has begun. */
async function startTool(program: Program, stateDirectory = temporaryFolder()): Promise<Tool> {
  const tokenPrefix = `tool-${randomUUID()}`
  const order: ToolOrder = {
    ...builtFiles,
    stateDirectory,
    program,
    transcript: '> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n',
    limits: { firstByteMs: 60_000, startMs: 10_000 },
    tokenPrefix,
  }
  const child = spawn(process.execPath, [toolFile, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  for await (const line of createInterface({ input: child.stdout! })) {
    if ((JSON.parse(line) as { readonly type: string }).type === 'listening') break
  }
  return { child, stateDirectory, tokenPrefix }
}

function notesIn(stateDirectory: string): readonly string[] {
  return readdirSync(join(stateDirectory, 'processes'))
}

const silentCommand = `node -e "require('net').createServer(() => {}).listen(process.env.PORT, '127.0.0.1')"`

describe('the tool is killed, and the program ends by itself', () => {
  test.for([
    ['a file', () => fileProgram(workbookWith(['stays-silent']), 'stays-silent')],
    [
      'a file that ignores SIGTERM and SIGHUP',
      () => {
        const before = "for (const name of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) process.on(name, () => undefined)"
        const text = answering("''", before).replace("socket.once('data'", "socket.once('never'")
        return fileProgram(workbookWith([], { 'server.ts': text }), 'server')
      },
    ],
    [
      'a file whose event loop never comes back',
      () => {
        const text = answering("''", 'setTimeout(() => { while (true) {} }, 100)')
        return fileProgram(workbookWith([], { 'server.ts': text }), 'server')
      },
    ],
    ['a file with a process in its group', () => fileProgram(workbookWith(['forks']), 'forks')],
    ['a command', () => ({ type: 'command', command: silentCommand, directory: temporaryFolder() }) as const],
    [
      'a command with processes in its group',
      () => ({ type: 'command', command: `sleep 1000 & ${silentCommand}`, directory: temporaryFolder() }) as const,
    ],
  ] as const)('%s', async ([, program]) => {
    const { child, tokenPrefix } = await startTool(program())
    expect(pidsLeftBy(tokenPrefix)).not.toEqual([])
    child.kill('SIGKILL')
    await until('every process of the program is gone', () => pidsLeftBy(tokenPrefix).length === 0)
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })
})

describe('what outlives the tool is swept at the next start', () => {
  test('a process in a session of its own, and the note about it', async () => {
    const silent = answering(
      "''",
      "import { spawn } from 'node:child_process'\nspawn('sleep', ['1000'], { detached: true, stdio: 'ignore' })",
    )
    const text = silent.replace("socket.once('data'", "socket.once('never'")
    const { child, stateDirectory, tokenPrefix } = await startTool(
      fileProgram(workbookWith([], { 'server.ts': text }), 'server'),
    )
    const ended = new Promise(resolve => child.on('exit', resolve))
    child.kill('SIGKILL')
    await ended
    await until('only the process that left the group is there', () => pidsLeftBy(tokenPrefix).length === 1)
    expect(notesIn(stateDirectory)).toHaveLength(1)
    const { runner } = testRunner({ stateDirectory })
    await runOne(runner, fileProgram(workbookWith(['echo']), 'echo'))
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
    expect(notesIn(stateDirectory)).toEqual([])
  })

  test('but never what another runner, that lives, has started', async () => {
    const { stateDirectory, tokenPrefix } = await startTool(fileProgram(workbookWith(['stays-silent']), 'stays-silent'))
    const { runner } = testRunner({ stateDirectory })
    await runOne(runner, fileProgram(workbookWith(['echo']), 'echo'))
    expect(pidsLeftBy(tokenPrefix)).not.toEqual([])
    expect(notesIn(stateDirectory)).toHaveLength(1)
  })

  test('nor a process that merely has the number of one that was ours', () => {
    const stateDirectory = temporaryFolder()
    mkdirSync(join(stateDirectory, 'processes'))
    const bystander = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' })
    onTestFinished(() => void bystander.kill('SIGKILL'))
    const note = {
      token: 'gone',
      owner: { pid: process.pid, startTime: 'before this boot' },
      leader: { pid: bystander.pid, startTime: 'before this boot' },
    }
    writeFileSync(join(stateDirectory, 'processes', 'gone.json'), JSON.stringify(note))
    createRecords(stateDirectory).sweep()
    expect(startTimeOf(bystander.pid!)).toBeDefined()
    expect(notesIn(stateDirectory)).toEqual([])
  })

  test.for(['', '{', 'null', '[]', '{"token":7}', '{"token":"x","owner":null}'])(
    'a note that was cut short, or is no note, is thrown away: %j',
    text => {
      const stateDirectory = temporaryFolder()
      mkdirSync(join(stateDirectory, 'processes'))
      writeFileSync(join(stateDirectory, 'processes', 'cut.json'), text)
      expect(createRecords(stateDirectory).sweep()).toBe(0)
      expect(notesIn(stateDirectory)).toEqual([])
    },
  )

  test('copies that were being written when their writer was killed', async () => {
    const workbook = workbookWith(['echo'])
    const gone = spawn('true')
    await new Promise(resolve => gone.on('exit', resolve))
    const run = join(workbook, '.tsgi', 'run')
    mkdirSync(join(run, `draft-${gone.pid}-abc`, 'deep'), { recursive: true })
    mkdirSync(join(run, `draft-${process.ppid}-def`), { recursive: true })
    const { runner } = testRunner()
    await runOne(runner, fileProgram(workbook, 'echo'))
    expect(readdirSync(run).filter(name => name.startsWith('draft-'))).toEqual([`draft-${process.ppid}-def`])
  })
})

describe('the tool ends in another way, and nothing is left', () => {
  test.for(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('by %s', async signal => {
    const { child, tokenPrefix } = await startTool(fileProgram(workbookWith(['stays-silent']), 'stays-silent'))
    child.kill(signal)
    await until('every process is gone', () => pidsLeftBy(tokenPrefix).length === 0)
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })
})

describe('a program starts others, and they end with it', () => {
  test.for([
    ['with child_process.fork', "import { fork } from 'node:child_process'", "fork('./child.mjs')"],
    ['in a session of its own', "import { spawn } from 'node:child_process'", "spawn('setsid', ['sleep', '1000'])"],
    [
      'in a session of its own, without its environment',
      "import { spawn } from 'node:child_process'",
      "spawn('sleep', ['1000'], { detached: true, env: {} })",
    ],
    [
      'that start others again, and end',
      "import { spawn } from 'node:child_process'",
      "spawn('sh', ['-c', 'setsid sh -c \"sleep 1000 & sleep 1000\" & exit'])",
    ],
    ['as a cluster', "import cluster from 'node:cluster'", 'cluster.isPrimary && cluster.fork()'],
  ])('%s', async ([, imports, start]) => {
    const { runner, tokenPrefix } = testRunner()
    const text = answering("''", `${imports}\nconst child = ${start}\nif (child) console.log('started', child.pid)`)
    const workbook = workbookWith([], { 'server.ts': text, 'child.mjs': 'setInterval(() => 0, 1000)\n' })
    const report = await runOne(runner, fileProgram(workbook, 'server'), { limits: { startMs: 5000 } })
    expect(report.verdict).toBe('passed')
    const output = report.program.map(event => (event.type === 'output' ? Buffer.from(event.bytes).toString() : ''))
    const started = Number(/started (\d+)/.exec(output.join(''))?.[1])
    // Killed it is at once; the system may take a moment to bury it.
    await until('what it started is gone', () => startTimeOf(started) === undefined)
    await until('nothing with its mark is left', () => pidsLeftBy(tokenPrefix).length === 0)
  })
})
