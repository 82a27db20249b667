// Programs in any language, started by a shell command: when they listen, when they do not, and how they end.

import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'

import type { Program } from '../../../src/runner/index.ts'
import { bodyIn, eventIn, eventsOf, outputIn, pidsLeftBy, runOne } from '../support/runner.ts'
import { temporaryFolder, testRunner } from '../support/runner.ts'
import { until } from '../support/until.ts'

function command(text: string, directory = temporaryFolder()): Program {
  return { type: 'command', command: text, directory }
}

/** A server in plain JavaScript whose answer is an expression over `process`, and over `count`, its connections so far. */
const script = (answer: string): string => `
let count = 0
const server = require('node:net').createServer(socket => {
  count += 1
  socket.on('error', () => socket.destroy())
  socket.once('data', () => socket.end('HTTP/1.1 200 OK\\r\\n\\r\\n' + (${answer})))
})
server.listen(Number(process.argv[2] ?? process.env.PORT), '127.0.0.1')
`

/** Loaded machines start other runtimes slowly. */
const patient = { startMs: 8000 }

describe('a command that serves is judged', () => {
  test('a server in Python, with the port where the command says {port}', async () => {
    const folder = temporaryFolder()
    writeFileSync(
      join(folder, 'server.py'),
      `import socket, sys
server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print("ready", flush=True)
while True:
    client, _ = server.accept()
    client.recv(4096)
    client.sendall(b"HTTP/1.1 200 OK\\r\\n\\r\\nfrom Python")
    client.close()
`,
    )
    const { runner } = testRunner()
    const report = await runOne(runner, command('python3 server.py {port}', folder), { limits: patient })
    expect({ verdict: report.verdict, body: bodyIn(report), error: report.error }).toMatchObject({
      verdict: 'passed',
      body: 'from Python',
    })
    expect(eventIn(report, 'listening') ?? report.address).toMatchObject({ address: '127.0.0.1' })
  })

  test('the port is in PORT too, and wherever else {port} stands', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 's.cjs'), script("[process.env.PORT, ...process.argv.slice(2)].join(' ')"))
    const report = await runOne(testRunner().runner, command('node s.cjs {port} --p={port}', folder), {
      limits: patient,
    })
    const { port } = report.address!
    expect(bodyIn(report)).toBe(`${port} ${port} --p=${port}`)
  })

  test('quotes, spaces, variables and lists mean what they mean to a shell', async () => {
    const folder = join(temporaryFolder(), 'a folder 文件夹')
    mkdirSync(folder)
    writeFileSync(join(folder, "it's a server.cjs"), script('JSON.stringify(process.argv.slice(3))'))
    const text = `NAME='two  words'; true && node "it's a server.cjs" {port} "$NAME" 'single "quoted"' back\\ slash '$HOME' 'é' "$(echo sub)" ; echo over`
    const report = await runOne(testRunner().runner, command(text, folder), { limits: patient })
    const seen: unknown = JSON.parse(bodyIn(report))
    expect(seen).toEqual(['two  words', 'single "quoted"', 'back slash', '$HOME', 'é', 'sub'])
  })

  test('it meets the connections of the checks and no other', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 's.cjs'), script('count'))
    const report = await runOne(testRunner().runner, command('sleep 0.2; exec node s.cjs', folder), { limits: patient })
    expect(bodyIn(report)).toBe('1')
  })

  test('it gets the smallest environment, no input, and a group of its own', async () => {
    const folder = temporaryFolder()
    const answer = `JSON.stringify({ secret: process.env.SECRET, home: process.env.HOME,
      input: require('node:fs').readFileSync(0, 'utf8'),
      group: require('node:fs').readFileSync('/proc/self/stat', 'latin1').replace(/.*\\)/, '').split(' ')[3] })`
    writeFileSync(join(folder, 's.cjs'), script(answer))
    const { runner } = testRunner({ environment: { ...process.env, SECRET: 'ours', HOME: '/somewhere' } })
    const report = await runOne(runner, command('node s.cjs', folder), { limits: patient })
    const seen = JSON.parse(bodyIn(report)) as Readonly<Record<string, unknown>>
    expect(seen).toMatchObject({ home: '/somewhere', input: '' })
    expect(seen).not.toHaveProperty('secret')
    expect(Number(seen['group'])).not.toBe(groupOf(process.pid))
  })
})

describe('a command that does not come to listen is told by what it did', () => {
  test.for([
    {
      claim: 'a command that does not exist',
      text: 'no-such-command {port}',
      code: 127,
      stderr: /no-such-command.*not found/,
    },
    { claim: 'a file that may not be executed', text: './plain.txt', code: 126, stderr: /plain\.txt.*denied/ },
    { claim: 'a command that the shell cannot read', text: 'echo "unfinished', code: 2, stderr: /[Uu]nterminated/ },
    { claim: 'a command that ends at once', text: 'true', code: 0, stderr: /^$/ },
    {
      claim: 'a command that ends with a code and words',
      text: 'echo no config >&2; exit 7',
      code: 7,
      stderr: /^no config\n$/,
    },
    { claim: 'an empty command', text: '', code: 0, stderr: /^$/ },
  ])('$claim', async ({ text, code, stderr }) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'plain.txt'), 'x')
    chmodSync(join(folder, 'plain.txt'), 0o644)
    const report = await runOne(testRunner().runner, command(text, folder))
    expect(eventIn(report, 'exited')).toMatchObject({ code, signal: undefined })
    expect(outputIn(report, 'stderr')).toMatch(stderr)
    expect({ verdict: report.verdict, error: report.error }).toEqual({ verdict: 'failed', error: undefined })
  })

  test('one that never listens, after the limit it was given', async () => {
    const { runner, tokenPrefix } = testRunner()
    const report = await runOne(runner, command('echo waiting; sleep 1000'), { limits: { startMs: 200 } })
    expect(eventIn(report, 'never-listened')).toMatchObject({ ms: 200 })
    expect(outputIn(report)).toBe('waiting\n')
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })

  test('one that listens on another port, by that port', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 's.cjs'), script("''"))
    const report = await runOne(testRunner().runner, command('node s.cjs 0', folder), { limits: patient })
    const { port, asked } = eventIn(report, 'listening')!
    expect(port).not.toBe(asked)
    expect(report.verdict).toBe('failed')
  })

  test('a folder that does not exist', async () => {
    const report = await runOne(testRunner().runner, command('true', join(temporaryFolder(), 'nowhere')))
    expect(report.verdict).not.toBe('passed')
    expect(eventsOf(report).map(({ type }) => type)).toContain('exited')
  })
})

test('somebody else who listens on its port first is not taken for it: it is started again with another', async () => {
  const folder = temporaryFolder()
  const at = (name: string): string => join(folder, name)
  writeFileSync(at('s.cjs'), script('process.env.PORT'))
  const text = `echo $PORT >> ports; until test -e taken; do sleep 0.01; done; exec node s.cjs`
  const run = runOne(testRunner().runner, command(text, folder), { limits: patient })
  await until('it was given a port', () => existsSync(at('ports')) && readFileSync(at('ports'), 'utf8') !== '')
  const first = readFileSync(at('ports'), 'utf8').trim()
  const stranger = createServer(socket => socket.destroy())
  onTestFinished(() => void stranger.close())
  await new Promise<void>(resolve => stranger.listen(Number(first), '127.0.0.1', resolve))
  writeFileSync(at('taken'), '')
  const report = await run
  expect({ verdict: report.verdict, error: report.error }).toEqual({ verdict: 'passed', error: undefined })
  expect(bodyIn(report)).not.toBe(first)
  expect(readFileSync(at('ports'), 'utf8').trim().split('\n')).toEqual([first, bodyIn(report)])
})

describe('a command ends, and everything of it', () => {
  test('by a signal of its own, which is told', async () => {
    const report = await runOne(testRunner().runner, command('kill -s SEGV $$'))
    expect(eventIn(report, 'exited')).toMatchObject({ code: undefined, signal: 'SIGSEGV' })
  })

  test('with what it started: in its group, in a session of its own, and ignoring SIGTERM', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 's.cjs'), script('count'))
    const text = `trap '' TERM; sleep 1000 & setsid sleep 1000 & setsid sh -c 'trap "" TERM; sleep 1000' & node s.cjs`
    const { runner, tokenPrefix } = testRunner()
    const report = await runOne(runner, command(text, folder), { limits: { ...patient, stopMs: 50 } })
    expect(report.verdict).toBe('passed')
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })

  test('also when the command itself is over before what it started', async () => {
    const { runner, tokenPrefix } = testRunner()
    const report = await runOne(runner, command('sleep 1000 >/dev/null 2>&1 & setsid sleep 1000 >/dev/null 2>&1 &'))
    expect(eventIn(report, 'exited')).toMatchObject({ code: 0 })
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })

  test('when it prints without end', async () => {
    const { runner, tokenPrefix } = testRunner()
    const report = await runOne(runner, command('yes'), { limits: { floodBytes: 200_000 } })
    expect(eventIn(report, 'output-capped')).toMatchObject({ stream: 'stdout', stopped: true })
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })
})

describe('where the system has no tables of sockets', () => {
  test('a command is dialled until it answers, and ended by its group', async () => {
    const { platform } = process
    onTestFinished(() => void Object.defineProperty(process, 'platform', { value: platform }))
    Object.defineProperty(process, 'platform', { value: 'darwin' })
    const folder = temporaryFolder()
    writeFileSync(join(folder, 's.cjs'), script("'dialled'"))
    const { runner, tokenPrefix } = testRunner()
    const report = await runOne(runner, command('sleep 1000 & node s.cjs', folder), { limits: patient })
    expect(bodyIn(report)).toBe('dialled')
    expect(report.address).toMatchObject({ address: '127.0.0.1' })
    // Here nothing tells when the others of its group are gone, only that they were ended.
    await until('its group is gone', () => pidsLeftBy(tokenPrefix).length === 0)
  })
})

function groupOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2])
}
