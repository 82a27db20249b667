import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseTranscript } from '../../../src/transcript/index.ts'
import { cli, newFolder, packageFolder } from '../cli.ts'

const solution = join(packageFolder, 'lessons/echo/solution/server.ts')
let server: Server
let address: string
const received: Buffer[] = []

beforeAll(async () => {
  server = createServer(socket => {
    socket.on('error', () => undefined)
    socket.on('data', bytes => {
      received.push(bytes)
      if (bytes.includes('\r\n\r\n')) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nyes\n')
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise(resolve => server.close(resolve)))

const sent = (): string => Buffer.concat(received.splice(0)).toString('latin1')

describe('send', () => {
  test('sends what it reads exactly as it is, and shows both sides', async () => {
    const bytes = Buffer.from('GET /{any}\\x41?é HTTP/1.1\r\nHost: a\n\tb\0\xff\r\n\r\n', 'latin1')
    const { code, stdout, stderr } = await cli(['send', '--address', address], { cwd: newFolder(), input: bytes })
    expect(sent()).toBe(bytes.toString('latin1'))
    expect(stdout).toMatch(/> GET \/\{any\}/)
    expect(stdout).toMatch(/< HTTP\/1\.1 200 OK/)
    expect([code, stderr]).toEqual([0, ''])
  })

  test('plays a transcript from a file', async () => {
    const cwd = newFolder()
    writeFileSync(join(cwd, 'hello.trace'), '# Hello\n> GET / HTTP/1.1\n>\n< HTTP/1.1 200\n')
    const { code, stdout } = await cli(['send', 'hello.trace', '--address', address], { cwd })
    expect(sent()).toBe('GET / HTTP/1.1\r\n\r\n')
    expect(code).toBe(0)
    expect(stdout).toContain('< HTTP/1.1 200 OK')
  })

  test('says where a transcript is wrong, with a caret', async () => {
    const { code, stderr } = await cli(['send', '-', '--address', address], {
      cwd: newFolder(),
      input: '> GET /\n? what\n',
    })
    expect(code).toBe(2)
    expect(stderr).toMatch(/:2:1: .*\n.*\? what\n +\^/)
  })

  test('with --raw prints a transcript that can be sent again', async () => {
    const input = 'GET / HTTP/1.1\r\n\r\n'
    const { stdout } = await cli(['send', '--raw', '--address', address], { cwd: newFolder(), input })
    sent()
    expect(parseTranscript(stdout).steps.map(({ type }) => type)).toContain('expect')
    expect(await cli(['send', '--address', address], { cwd: newFolder(), input: stdout })).toMatchObject({ code: 0 })
    expect(sent()).toBe(input)
  })

  test('with --har prints an HTTP archive', async () => {
    const { stdout } = await cli(['send', '--har', '--address', address], {
      cwd: newFolder(),
      input: 'GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n',
    })
    expect(JSON.parse(stdout)).toMatchObject({
      log: { version: '1.2', entries: [{ request: { method: 'GET' }, response: { status: 200 } }] },
    })
  })

  test('with --hex prints the bytes of both sides', async () => {
    const { stdout } = await cli(['send', '--hex', '--address', address], {
      cwd: newFolder(),
      input: 'GET / HTTP/1.1\r\n\r\n',
    })
    expect(stdout).toMatch(/4745 5420 /)
    expect(stdout).toMatch(/4854 5450 /)
  })

  test('to a port where nothing listens is exit code 1, and says why', async () => {
    const { code, stderr } = await cli(['send', '--address', ':1'], { cwd: newFolder(), input: 'x' })
    expect(code).toBe(1)
    expect(stderr).toMatch(/:1 did not take the connection: .*ECONNREFUSED/)
  })

  test('of nothing is refused', async () => {
    expect(await cli(['send', '--address', address], { cwd: newFolder(), input: '' })).toMatchObject({ code: 2 })
  })
})

describe('trace', () => {
  test('shows the bytes of a check, named alone or after its lesson', async () => {
    const cwd = newFolder()
    const { stdout } = await cli(['check', '1', '--json', '--file', solution], { cwd })
    const id = (JSON.parse(stdout) as { checks: { id: string }[] }).checks[0]?.id ?? ''
    const [named, alone] = [
      await cli(['trace', '1', id, '--file', solution], { cwd }),
      await cli(['trace', id, '--file', solution], { cwd }),
    ]
    expect(named.stdout).toMatch(/> [A-Z]+ .* HTTP\/1\.1/)
    expect(named.stdout).toMatch(/< HTTP\/1\.1 200/)
    expect([named.code, alone.code]).toEqual([0, 0])
  })

  test('with --raw is a fixture that passes against the server that made it', async () => {
    const cwd = newFolder()
    const { code, stdout } = await cli(['trace', '1', '--raw', '--file', solution], { cwd })
    expect(code).toBe(0)
    expect(parseTranscript(stdout).steps.length).toBeGreaterThan(1)
  })

  test('of a program that cannot run says why', async () => {
    const cwd = newFolder()
    writeFileSync(join(cwd, 'server.ts'), 'process.exit(3)\n')
    const { stderr } = await cli(['trace', '1', '--file', 'server.ts'], { cwd })
    expect(stderr).toMatch(/exit/)
  })
})

describe('pipes', () => {
  test('that are closed early end the command without a word', () => {
    const program = `"$0" "$1" --help | true; exit "\${PIPESTATUS[0]}"`
    const { status, stderr } = spawnSync(
      'bash',
      ['-c', program, process.execPath, join(packageFolder, 'dist/tsgi-learn.cjs')],
      {
        encoding: 'utf8',
        cwd: newFolder(),
      },
    )
    expect([status, stderr]).toEqual([0, ''])
  })

  test('get all of a long output', async () => {
    const { stdout } = await cli(['completion', 'fish'], { cwd: newFolder() })
    expect(stdout.length).toBeGreaterThan(4000)
    expect(stdout.endsWith('\n')).toBe(true)
  })
})
