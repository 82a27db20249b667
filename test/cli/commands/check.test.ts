import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cli, newFolder, newWorkbook, packageFolder, solve } from '../cli.ts'

type CheckJson = {
  readonly version: number
  readonly lesson: { readonly number: number; readonly slug: string }
  readonly verdict: string
  readonly seed: number
  readonly checks: readonly {
    readonly id: string
    readonly verdict: string
    readonly code?: string
    readonly message?: string
  }[]
}

const lessonFolder = join(packageFolder, 'lessons/echo')
const solution = join(lessonFolder, 'solution/server.ts')
const lessonFile = JSON.parse(readFileSync(join(lessonFolder, 'lesson.json'), 'utf8')) as { checks: readonly unknown[] }
const course = JSON.parse(readFileSync(join(packageFolder, 'course.json'), 'utf8')) as {
  readonly lessons: readonly { readonly slug: string }[]
}
/** The numbers of the lessons that are there. */
const written = course.lessons.flatMap(({ slug }, index) =>
  existsSync(join(packageFolder, 'lessons', slug)) ? [index + 1] : [],
)
const parsed = (stdout: string): CheckJson => JSON.parse(stdout) as CheckJson

describe('check', () => {
  test('of the start fails with exit code 1, and prints what is wrong and what to do next', async () => {
    const workbook = await newWorkbook()
    const { code, stdout } = await cli(['check', '1'], { cwd: workbook })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^Lesson 1 /)
    expect(stdout).toMatch(/tsgi-learn hint 1/)
    expect(stdout).toMatch(/seed \d+/)
  })

  test('of the solution passes with exit code 0, and is remembered', async () => {
    const workbook = await newWorkbook()
    solve(workbook)
    const { code, stdout } = await cli(['check', '1', '--json'], { cwd: workbook })
    const json = parsed(stdout)
    expect(json.checks.filter(({ verdict }) => verdict !== 'passed')).toEqual([])
    expect(json).toMatchObject({ version: 1, lesson: { number: 1, slug: 'echo' }, verdict: 'passed' })
    expect(json.checks).toHaveLength(lessonFile.checks.length)
    expect(code).toBe(0)
    expect((await cli(['progress'], { cwd: workbook })).stdout).toContain(`1 of ${written.length} lessons passed`)
  })

  test('with --file checks a program elsewhere, without a workbook and without a word on stderr', async () => {
    const { code, stdout, stderr } = await cli(['check', '1', '--json', '--file', solution], { cwd: newFolder() })
    expect([code, stderr, parsed(stdout).verdict]).toEqual([0, '', 'passed'])
  })

  test('with --only runs what was named alone, whatever it builds on', async () => {
    const { code, stdout } = await cli(['check', '1', '--json', '--file', solution], { cwd: newFolder() })
    const ids = parsed(stdout).checks.map(({ id }) => id)
    const last = ids.at(-1) ?? ''
    const only = await cli(['check', '1', '--json', '--only', last, '--file', solution], { cwd: newFolder() })
    expect(parsed(only.stdout).checks.map(({ id, verdict }) => [id, verdict])).toEqual([[last, 'passed']])
    expect([code, only.code]).toEqual([0, 0])
  })

  test('with --only and a misspelt check suggests the nearest', async () => {
    const { stdout } = await cli(['check', '1', '--json', '--file', solution], { cwd: newFolder() })
    const id = parsed(stdout).checks[0]?.id ?? ''
    const { code, stderr } = await cli(['check', '1', '--only', `${id}x`, '--file', solution], { cwd: newFolder() })
    expect(code).toBe(2)
    expect(stderr).toContain(`did you mean ${id}?`)
  })

  test('with --seed gives the seed back', async () => {
    const { stdout } = await cli(['check', '1', '--json', '--seed', '77', '--file', solution], { cwd: newFolder() })
    expect(parsed(stdout).seed).toBe(77)
  })

  test('with --all checks every lesson that is written, a line of JSON for each', async () => {
    const { code, stdout } = await cli(['check', '--all', '--json', '--file', solution], { cwd: newFolder() })
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map(line => parsed(line).lesson.number),
    ).toEqual(written)
    // What passes lesson 1 is no solution of the others.
    expect(code).toBe(1)
  })

  test.each([
    [
      '--junit',
      /^<\?xml[\s\S]*<testsuite name="lesson 1 echo" tests="\d+" failures="0" skipped="0" errors="0"[\s\S]*<\/testsuites>\n$/,
    ],
    ['--tap', /^TAP version 14\n1\.\.\d+\n# lesson 1 echo, seed \d+\nok 1 - echo: /],
  ])('with %s prints that and nothing else', async (flag, pattern) => {
    const { code, stdout, stderr } = await cli(['check', '1', flag, '--file', solution], { cwd: newFolder() })
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(pattern)
  })

  test('reports a syntax error as the one root cause, and everything else as not run', async () => {
    const cwd = newFolder()
    writeFileSync(join(cwd, 'server.ts'), "import { createServer } from 'node:net'\nconst port: = 1\n")
    const { code, stdout } = await cli(['check', '1', '--json', '--file', 'server.ts'], { cwd })
    const [first, ...rest] = parsed(stdout).checks
    expect(code).toBe(1)
    expect(first).toMatchObject({ verdict: 'failed', code: 'syntax-error', location: { line: 2 } })
    expect(rest.filter(({ verdict }) => verdict !== 'not-run')).toEqual([])
  })

  test('of a server in Python by --cmd is judged as truly as one in TypeScript', async ({ skip }) => {
    const python = spawn('python3', ['--version'], { stdio: 'ignore' })
    const [status] = (await once(python, 'close').catch(() => [1])) as [number]
    skip(status !== 0, 'python3 is not installed')
    const cwd = newFolder()
    writeFileSync(join(cwd, 'server.py'), pythonServer)
    const right = await cli(['check', '1', '--json', '--cmd', 'python3 server.py {port}'], { cwd })
    expect(parsed(right.stdout).checks.filter(({ verdict }) => verdict !== 'passed')).toEqual([])
    writeFileSync(join(cwd, 'server.py'), pythonServer.replace('200 OK\\r\\n', '200 OK\\n'))
    const wrong = await cli(['check', '1', '--json', '--cmd', 'python3 server.py {port}'], { cwd })
    expect(parsed(wrong.stdout).checks.find(({ verdict }) => verdict === 'failed')?.code).toBe('lf-only')
  })

  test('of a server that runs already by --address is judged where it is, and leaves it running', async () => {
    const child = spawn(process.execPath, ['-e', javascriptServer], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const { code, stdout } = await cli(['check', '1', '--json', '--address', `127.0.0.1:${String(line).trim()}`], {
      cwd: newFolder(),
    })
    expect(parsed(stdout).checks.filter(({ verdict }) => verdict !== 'passed')).toEqual([])
    expect([code, child.exitCode]).toEqual([0, null])
    child.kill()
    await once(child, 'close')
  })

  test('of an address where nothing listens is never a pass', async () => {
    const { code, stdout } = await cli(['check', '1', '--json', '--address', '127.0.0.1:1'], { cwd: newFolder() })
    expect(code).toBe(1)
    expect(parsed(stdout).verdict).not.toBe('passed')
  })
})

// Bytes that are wrong, a process that dies, a cut that goes wrong. Which code each other attempt gets, `course check` of
// our course says; that each code has its page, the tests of the pages.
const attempts = ['leaves-out-a-space', 'does-not-listen-for-errors', 'reads-once']

describe('an attempt', () => {
  test.each(attempts)(
    '%s fails with exit code 1 and a code that explain knows',
    async name => {
      const workbook = await newWorkbook()
      solve(workbook)
      solve(workbook, `attempts/${name}`)
      const { code, stdout } = await cli(['check', '1', '--json'], { cwd: workbook })
      const failed = parsed(stdout).checks.find(({ verdict }) => verdict === 'failed')
      expect(code).toBe(1)
      expect(failed?.message).toMatch(/\S/)
      const page = await cli(['explain', failed?.code ?? ''], { cwd: workbook })
      expect([page.code, page.stdout.includes(failed?.code ?? '')]).toEqual([0, true])
    },
    60_000,
  )
})

const pythonServer = `
import socket, sys, threading
def serve(connection):
    received = b''
    while b'\\r\\n\\r\\n' not in received:
        data = connection.recv(65536)
        if not data:
            connection.close()
            return
        received += data
    head = received[:received.index(b'\\r\\n\\r\\n') + 4]
    connection.sendall(b'HTTP/1.1 200 OK\\r\\nContent-Type: text/plain\\r\\n\\r\\n' + head)
    connection.shutdown(socket.SHUT_WR)
    connection.settimeout(1)
    try:
        while connection.recv(65536):
            pass
    except OSError:
        pass
    connection.close()
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('127.0.0.1', int(sys.argv[1])))
listener.listen(128)
print('Serving HTTP on port', sys.argv[1], '...', flush=True)
while True:
    connection, address = listener.accept()
    threading.Thread(target=serve, args=(connection,), daemon=True).start()
`

const javascriptServer = `
const server = require('node:net').createServer({ allowHalfOpen: true }, socket => {
  let received = Buffer.alloc(0)
  socket.on('error', () => {})
  socket.on('end', () => socket.end())
  socket.on('data', data => {
    if (received.includes('\\r\\n\\r\\n')) return
    received = Buffer.concat([received, data])
    const end = received.indexOf('\\r\\n\\r\\n')
    if (end >= 0) socket.end(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\\r\\nContent-Type: text/plain\\r\\n\\r\\n'), received.subarray(0, end + 4)]))
  })
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
`
