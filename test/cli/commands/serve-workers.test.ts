import { writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { until } from '../../runner/support/until.ts'
import { descendantsOf, isAlive } from '../../terminal/processes.ts'
import { answering, ask, bodyOf, folderWith, startServe } from '../serving.ts'

/** Waits until this is what a request gets. */
const untilAnswered = async (port: number, holds: (body: string) => boolean): Promise<string> => {
  let last = ''
  let isAsking = false
  return until(`an answer unlike ${last}`, () => {
    if (holds(last)) return last
    if (!isAsking) {
      isAsking = true
      bodyOf(port).then(
        body => {
          last = body
          isAsking = false
        },
        // Nobody listens: a worker is being replaced.
        () => {
          isAsking = false
        },
      )
    }
    return undefined
  })
}

const pids = async (port: number, count: number): Promise<ReadonlySet<string>> => {
  const found = new Set<string>()
  await untilAnswered(port, body => {
    if (body !== '') found.add(body)
    return found.size === count
  })
  return found
}

describe('--workers', () => {
  test('so many processes share the port, and tell the application so', async () => {
    const cwd = folderWith({
      'app.ts': answering("environ.PATH_INFO === '/facts' ? environ['tsgi.multiprocess'] : process.pid"),
    })
    const three = startServe(['app.ts', '--workers', '3'], { cwd })
    const port = await three.port()
    const { pid = 0 } = three.child
    expect([...(await pids(port, 3))].map(Number).toSorted()).toEqual([...descendantsOf(pid)].toSorted())
    expect(await bodyOf(port, '/facts')).toBe('true')
    expect(await bodyOf(await startServe(['app.ts'], { cwd }).port(), '/facts')).toBe('false')
  })

  test.each([1, 2])('one of %i that dies is started again, and that is said', async count => {
    const text = `${answering('process.pid')}\nexport const dies = (environ: any, start: any) => environ.PATH_INFO === '/die' ? process.kill(process.pid, 'SIGKILL') : application(environ, start)\n`
    const serving = startServe(['app.ts:dies', '--workers', String(count)], { cwd: folderWith({ 'app.ts': text }) })
    const port = await serving.port()
    const before = await pids(port, count)
    await ask(port, '/die').catch(() => undefined)
    await serving.says(/^worker \d+ died \(killed by SIGKILL\); another is started in 0\.1 s$/m)
    expect(before).not.toContain(await untilAnswered(port, body => body !== '' && !before.has(body)))
  })

  test('an application that can no longer be loaded is tried again, each time later', async () => {
    const cwd = folderWith({ 'app.ts': answering('process.exit(3)') })
    const serving = startServe(['app.ts'], { cwd })
    const port = await serving.port()
    writeFileSync(join(cwd, 'app.ts'), 'export const = 1')
    await ask(port).catch(() => undefined)
    await serving.says(/died \(exit code 3\); another is started in 0\.1 s/)
    await serving.says(/app\.ts:1:14: [^]*; another is started in 0\.2 s[^]*; another is started in 0\.4 s/)
    writeFileSync(join(cwd, 'app.ts'), answering("'well again'"))
    expect(await untilAnswered(port, body => body !== '')).toBe('well again')
  })
})

describe('a signal', () => {
  /** Says that it was asked, and answers when it is told to. */
  const slow = `
let go: () => void = () => undefined
export const application = async (environ: any, startResponse: any) => {
  if (environ.PATH_INFO === '/go') go()
  if (environ.PATH_INFO === '/wait') {
    const told = new Promise<void>(resolve => { go = resolve })
    environ['tsgi.errors'].write('waiting\\n')
    await told
  }
  startResponse('200 OK', [['Content-Type', 'text/plain']])
  return [new TextEncoder().encode('done')]
}`

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s lets what is under way be answered, and leaves no process',
    async signal => {
      const serving = startServe(['app.ts'], { cwd: folderWith({ 'app.ts': slow }) })
      const port = await serving.port()
      const workers = descendantsOf(serving.child.pid ?? 0)
      // A second connection, open before: what is told over it is the end of the wait.
      const open = createConnection({ port, host: '127.0.0.1' })
      const waiting = bodyOf(port, '/wait')
      await serving.says('waiting')
      open.write('GET /go HTTP/1.1\r\nHost: a\r\n')
      serving.child.kill(signal)
      await until('a port that is closed', () => refused(port))
      open.end('\r\n')
      open.resume()
      expect(await waiting).toBe('done')
      expect(await serving.ended).toMatchObject({ code: 0, signal: null })
      expect(workers.filter(isAlive)).toEqual([])
    },
  )

  test('a second one ends everything at once', async () => {
    const blocked = `export const application = (environ: any) => { environ['tsgi.errors'].write('for ever\\n'); for (;;); }`
    const serving = startServe(['app.ts'], { cwd: folderWith({ 'app.ts': blocked }) })
    const port = await serving.port()
    const workers = descendantsOf(serving.child.pid ?? 0)
    ask(port).catch(() => undefined)
    await serving.says('for ever')
    serving.child.kill('SIGTERM')
    await serving.says('a second signal stops at once')
    serving.child.kill('SIGTERM')
    expect(await serving.ended).toMatchObject({ signal: 'SIGTERM' })
    await until('no worker', () => !workers.some(isAlive))
  })

  test.each([1, 2])('SIGHUP loads the application again in %i, and refuses no connection', async count => {
    const cwd = folderWith({ 'app.ts': answering("'old'") })
    const serving = startServe(['app.ts', '--workers', String(count)], { cwd })
    const port = await serving.port()
    writeFileSync(join(cwd, 'app.ts'), answering("'new'"))
    expect(await bodyOf(port)).toBe('old')
    serving.child.kill('SIGHUP')
    const refusals: unknown[] = []
    while (!serving.output().stderr.includes('SIGHUP: the new application is served')) {
      // One that has sent nothing yet when its worker stops may be closed; there is always somebody who takes it.
      await ask(port).catch((error: NodeJS.ErrnoException) => error.code === 'ECONNREFUSED' && refusals.push(error))
    }
    expect(refusals).toEqual([])
    expect(serving.output().stderr).toBe('SIGHUP: the new application is served\n')
    expect(await bodyOf(port)).toBe('new')
    expect(await bodyOf(port)).toBe('new')
  })

  test('SIGKILL of the process that was started leaves no worker behind', async () => {
    const cwd = folderWith({ 'app.ts': answering("'here'") })
    const serving = startServe(['app.ts', '--workers', '2'], { cwd })
    await serving.port()
    const workers = descendantsOf(serving.child.pid ?? 0)
    expect(workers).toHaveLength(2)
    serving.child.kill('SIGKILL')
    await until('no worker', () => !workers.some(isAlive))
  })
})

const refusedPorts = new Set<number>()
const refused = (port: number): boolean => {
  const socket = createConnection({ port, host: '127.0.0.1' })
  socket.once('error', () => refusedPorts.add(port))
  socket.once('connect', () => socket.destroy())
  return refusedPorts.has(port)
}
