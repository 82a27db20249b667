import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { answering, bodyOf, folderWith, startServe } from '../serving.ts'

describe('--reload', () => {
  test('serves the new application after a save, of any file it imports, however it is saved', async () => {
    const cwd = folderWith({
      'app.ts': `import { word } from './lib/word.ts'\n${answering('word')}`,
      'lib/word.ts': "export const word: string = 'one'",
    })
    const serving = startServe(['app.ts', '--reload'], { cwd })
    const port = await serving.port()
    expect(await bodyOf(port)).toBe('one')

    writeFileSync(join(cwd, 'lib/word.ts'), "export const word: string = 'two'")
    await serving.says('lib/word.ts saved: the new application is served\n')
    expect(await bodyOf(port)).toBe('two')

    writeFileSync(join(cwd, 'new.ts'), answering("'three'"))
    renameSync(join(cwd, 'new.ts'), join(cwd, 'app.ts'))
    await serving.says('\napp.ts saved: the new application is served\n')
    expect(await bodyOf(port)).toBe('three')
    serving.child.kill('SIGINT')
    expect(await serving.ended).toMatchObject({ code: 0, stdout: `Serving HTTP on port ${port} ...\n` })
  })

  test('sees files that CommonJS asks for', async () => {
    const cwd = folderWith({
      'app.cjs':
        "const { word } = require('./word.cjs')\nexports.application = (e, s) => { s('200 OK', []); return [Buffer.from(word)] }",
      'word.cjs': "exports.word = 'one'",
    })
    const serving = startServe(['app.cjs', '--reload'], { cwd })
    const port = await serving.port()
    writeFileSync(join(cwd, 'word.cjs'), "exports.word = 'two'")
    await serving.says('word.cjs saved: the new application is served')
    expect(await bodyOf(port)).toBe('two')
  })

  test('shows a syntax error with its line and a caret, serves what was there, and waits', async () => {
    const cwd = folderWith({ 'app.ts': answering("'sound'") })
    const serving = startServe(['app.ts', '--reload'], { cwd })
    const port = await serving.port()
    writeFileSync(join(cwd, 'app.ts'), 'const = 1\n')
    await serving.says('the application from before is still served; waiting for the next save')
    expect(serving.output().stderr).toMatch(/^app\.ts cannot be loaded\napp\.ts:1:7: .*\n {2}const = 1\n {8}\^\n/)
    expect(await bodyOf(port)).toBe('sound')
    writeFileSync(join(cwd, 'app.ts'), answering("'sound again'"))
    await serving.says('app.ts saved: the new application is served')
    expect(await bodyOf(port)).toBe('sound again')
  })

  test('waits for a save also when the first load fails, and for a file that is not there yet', async () => {
    const cwd = folderWith({ 'app.ts': `import { word } from './word.ts'\n${answering('word')}` })
    const serving = startServe(['app.ts', '--reload'], { cwd })
    await serving.says('nothing is served; waiting for the next save')
    expect(serving.output().stderr).toContain("'./word.ts' does not exist")
    writeFileSync(join(cwd, 'word.ts'), "export const word = 'here now'")
    expect(await bodyOf(await serving.port())).toBe('here now')
  })

  test('gives up a load that never ends when there is another save', async () => {
    const cwd = folderWith({ 'app.ts': "console.error('loading')\nawait new Promise(() => undefined)" })
    const serving = startServe(['app.ts', '--reload'], { cwd })
    await serving.says('loading')
    writeFileSync(join(cwd, 'app.ts'), answering("'loaded'"))
    expect(await bodyOf(await serving.port())).toBe('loaded')
  })
})
