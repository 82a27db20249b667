// An application that the program loads is given to it as a module that can be imported, and told of in its own name.

import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'

import type { Argument } from '../../src/runner/index.ts'
import { testRunner } from './support/runner.ts'
import { filesIn, program, verdicts, wants } from './support/starts.ts'

/** Loads the application of its first word, and answers with what it gives. */
const loadsAnApplication = `import { createServer } from 'node:net'
import { pathToFileURL } from 'node:url'
const word = process.argv[2] ?? ''
const at = word.lastIndexOf(':')
const module = await import(pathToFileURL(word.slice(0, at)).href)
const application = module[word.slice(at + 1)] as () => string
createServer(socket => {
  socket.on('error', () => socket.destroy())
  socket.once('data', () => {
    socket.end('HTTP/1.1 200 OK\\r\\n\\r\\n' + application())
  })
}).listen(Number(process.env['PORT']), '127.0.0.1')
`

describe('an application', () => {
  const apps = {
    'app.ts': `import { greeting } from './greeting.ts'
import type { Application } from 'tsgi'
export const application = (): string => greeting('world')
export const failing = (): string => {
  const nobody: { name?: { length: number } } = {}
  return String(nobody.name!.length)
}
export type Unused = Application
`,
    'greeting.ts': 'export const greeting = (name: string): string => `hello ${name}`\n',
    'broken.ts': 'export const application = (): string => {\n',
  }
  const argv = (path: string, name = 'application'): readonly Argument[] => [{ path, name }]

  test('is given as a module that can be imported, with what it imports', async () => {
    const { runner } = testRunner()
    const app = filesIn(apps)('app.ts')
    const report = await runner.run({
      program: program(loadsAnApplication, argv(app)),
      checks: [wants('default', 'hello world')],
      seed: 1,
    })
    expect(verdicts(report)).toEqual(['default: passed'])
  })

  test('is given so to a command too, which takes no types', async () => {
    const { runner } = testRunner()
    const path = filesIn({ 'server.mjs': loadsAnApplication.replace(' as () => string', '') })('server.mjs')
    const report = await runner.run({
      program: { type: 'command', command: `'${process.execPath}' server.mjs`, directory: dirname(path) },
      checks: [wants('default', 'hello world', { argv: argv(filesIn(apps)('app.ts')) })],
      seed: 1,
    })
    expect(verdicts(report)).toEqual(['default: passed'])
  })

  test('is seen in its own name and line, and the learner at theirs', async () => {
    const { runner } = testRunner()
    const app = filesIn(apps)('app.ts')
    const own = program(loadsAnApplication, argv(app, 'failing'))
    const report = await runner.run({ program: own, checks: [wants('fails', '')], seed: 1 })
    expect(report.checks[0]?.verdict).toMatchObject({
      diagnosis: { code: 'crashed-by-request', source: { path: own.path, line: 10 } },
    })
    const thrown = report.checks[0]?.trace.events.find(event => event.type === 'threw')
    expect(thrown?.stack[1]).toBe(`    at failing (${app}:6:30)`)
  })

  test('that cannot be read is named where it cannot', async () => {
    const { runner } = testRunner()
    const path = filesIn(apps)('broken.ts')
    const report = await runner.run({
      program: program(loadsAnApplication, argv(path)),
      checks: [wants('broken', '')],
      seed: 1,
    })
    expect(report.checks[0]?.verdict).toMatchObject({ diagnosis: { code: 'syntax-error', source: { path } } })
  })
})
