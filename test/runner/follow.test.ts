// One request is followed through servers of different styles, by an application that tells from where it was reached.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

import { followedIn, followTranscript, type Followed } from '../../src/runner/index.ts'
import { checkOf, testRunner } from './support/runner.ts'
import { program } from './support/starts.ts'

const application = join(import.meta.dirname, '../../dist/follow.mjs')

/** `serve` is the handler of a connection; `run` calls the application and answers. */
const serverWith = (serve: string): string =>
  `import { createServer } from 'node:net'
import { pathToFileURL } from 'node:url'
const word = process.argv[2]!
const at = word.lastIndexOf(':')
const application = (await import(pathToFileURL(word.slice(0, at)).href))[word.slice(at + 1)]
createServer(serve).listen(Number(process.env.PORT), '127.0.0.1')
${serve}
async function run(socket, head) {
  let status = ''
  const start = given => void (status = given)
  const body = await application({ REQUEST_METHOD: 'GET', PATH_INFO: head.split(/[ ?]/)[1] }, start)
  for await (const chunk of body) {
    socket.write('HTTP/1.1 ' + status + '\\r\\n\\r\\n')
    socket.write(chunk)
  }
  body.close?.()
  socket.end()
}
`.replace(/\((socket|head|given)(, head)?\)/g, '($1$2)')

const styles = {
  listener: `function serve(socket) {
  socket.on('error', () => 0)
  socket.on('data', bytes => { /* read */
    void run(socket, bytes.toString('latin1')) /* through */
  })
}`,
  iterator: `async function serve(socket) {
  socket.on('error', () => 0)
  for await (const bytes of socket) { /* read */
    await run(socket, bytes.toString('latin1')) /* through */
  }
}`,
  'readable and read': `function serve(socket) {
  socket.on('error', () => 0)
  socket.on('readable', () => {
    const bytes = socket.read() /* read */
    if (bytes) void run(socket, bytes.toString('latin1')) /* through */
  })
}`,
}

test.each(Object.entries(styles))('by a server with a %s', async (_, serve) => {
  expect(existsSync(application)).toBe(true)
  // Written without types: what they would say is beside the point.
  const text = `// @ts-nocheck\n${serverWith(serve)}`
  const own = program(text, [])
  const { runner } = testRunner()
  const argv = [{ path: application, name: 'application' }]
  const check = { ...checkOf('> a\n'), transcript: followTranscript(), argv }
  const { checks } = await runner.run({ program: own, checks: [check], seed: 1 })
  expect(checks[0]?.verdict).toEqual({ type: 'passed' })
  const followed = followedIn(checks[0]!.trace)!
  const lineOf = (part: string): number => text.split('\n').findIndex(line => line.includes(part)) + 1
  const firstLine = (of: keyof Followed): number | undefined => followed[of][0]?.line
  expect(
    new Set(
      Object.values(followed)
        .flat()
        .map(({ path }) => path),
    ),
  ).toEqual(new Set([own.path]))
  expect(firstLine('read')).toBe(lineOf('/* read */'))
  expect(followed.called.map(({ line }) => line)).toEqual([lineOf('await application('), lineOf('/* through */')])
  expect(followed.called[0]?.functionName).toBe('run')
  expect([firstLine('stepped'), firstLine('closed')]).toEqual([lineOf('for await (const chunk'), lineOf('body.close')])
})

test('answers of another application lead nowhere', () => {
  expect(followedIn({ events: [] })).toBeUndefined()
})
