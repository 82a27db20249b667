import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cli, newFolder } from '../cli.ts'
import { answering, ask, bodyOf, folderWith, startServe } from '../serving.ts'

describe('serve', () => {
  test('says the port on stdout, answers, and ends with 0 when it is told to', async () => {
    const serving = startServe(['app.ts'], { cwd: folderWith({ 'app.ts': answering('environ.PATH_INFO') }) })
    const port = await serving.port()
    expect(await ask(port, '/a/b?c')).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n\/a\/b$/)
    serving.child.kill('SIGTERM')
    expect(await serving.ended).toEqual({
      code: 0,
      signal: null,
      stdout: `Serving HTTP on port ${port} ...\n`,
      stderr: '',
    })
  })

  const here = answering("'here'")
  const cjs = "(e, s) => { s('200 OK', []); return [Buffer.from('here')] }"
  test.each([
    ['a path with its extension', { 'app.ts': here }, './app.ts:application'],
    ['a path without it', { 'app.ts': here }, 'app:application'],
    ['a path in a folder, and no callable', { 'sites/one/app.mts': here }, 'sites/one/app'],
    ['JavaScript', { 'app.mjs': `export const application = ${cjs}` }, 'app'],
    ['CommonJS', { 'app.cjs': `module.exports = { application: ${cjs} }` }, 'app.cjs'],
    [
      'CommonJS made by a function',
      { 'app.cjs': `module.exports = Object.create({ application: ${cjs} })` },
      'app.cjs',
    ],
    [
      'CommonJS in TypeScript',
      { 'package.json': '{ "type": "commonjs" }', 'app.ts': `exports.application = (${cjs}) as unknown` },
      'app.ts',
    ],
    [
      'CommonJS in TypeScript that requires more of it',
      { 'app.cts': "exports.application = require('./more.cts').one", 'more.cts': `exports.one = (${cjs}) as unknown` },
      'app.cts',
    ],
    ['a dotted name', { 'app.ts': `export const sites: object = { one: { two: ${cjs} } }` }, 'app.ts:sites.one.two'],
    ['the default export', { 'app.ts': `export default (${cjs}) as unknown` }, 'app.ts:default'],
    ['an object with handle', { 'app.ts': `export const site = { handle: ${cjs} }` }, 'app.ts:site'],
    [
      'a class',
      {
        'app.ts': `export class Site {
  start: (status: string, headers: never[]) => void
  constructor(_environ: object, start: (status: string, headers: never[]) => void) { this.start = start }
  *[Symbol.iterator]() { this.start('200 OK', []); yield new TextEncoder().encode('here') }
}`,
      },
      'app.ts:Site',
    ],
    [
      'imports of TypeScript, and of the package itself',
      {
        'app.ts': `import { validate } from 'tsgi-learn/tsgi'
import { inner } from './lib/inner.ts'
export const application = validate(inner)`,
        'lib/inner.ts': here.replace('application', 'inner'),
      },
      'app.ts',
    ],
  ])('takes %s', async (_, files, name) => {
    const serving = startServe([name], { cwd: folderWith(files) })
    expect(await bodyOf(await serving.port())).toBe('here')
  })

  test('keeps the lines of TypeScript in stack traces', async () => {
    const text = `interface Nothing {\n  a: string\n}\nexport const application = (_: Nothing) => {\n  throw new Error('on line five')\n}\n`
    const serving = startServe(['app.ts'], { cwd: folderWith({ 'app.ts': text }) })
    expect(await ask(await serving.port())).toMatch(/^HTTP\/1\.1 500 /)
    await serving.says(/Error: on line five\n +at .*app\.ts:5:9/)
  })

  test('leaves node_modules to Node', async () => {
    const cwd = folderWith({
      'app.ts': "import { one } from 'one'\nexport const application = one",
      'node_modules/one/package.json': '{ "type": "module", "exports": "./index.ts" }',
      'node_modules/one/index.ts': 'export const one: unknown = () => []',
    })
    const { code, stderr } = await cli(['serve', 'app.ts', '--port', '0'], { cwd })
    expect(code).toBe(1)
    expect(stderr).toMatch(/node_modules/)
  })
})

describe('serve refuses', () => {
  const cwd = folderWith({
    'app.ts': 'export const app = () => []\nexport const sites = { main: () => [] }\nexport const number = 12',
    'notes.txt': '',
    'one.ts': 'export const website = () => []',
    'empty.ts': '',
  })

  test.each([
    [[], /^Provide a TSGI application object as module:callable\n {2}for example: tsgi-learn serve /],
    [['app.ts:'], /^"app\.ts:" is not module:callable\n/],
    [['ap.ts:app'], /^there is no module "ap\.ts": looked for ap\.ts in .*\n {2}did you mean app\.ts\?\n$/],
    [['apq'], /looked for apq, apq\.ts, apq\.mts, .* in .*\n {2}did you mean app\?\n$/],
    [['sites/app.ts'], /^there is no module "sites\/app\.ts": there is no folder .*sites\n$/],
    [['zzzzzzz'], /\n {2}there are app\.ts, empty\.ts, one\.ts\n$/],
    [['notes.txt:app'], /^"notes\.txt" is no module: /],
    [['app.ts:ap'], /^app\.ts has no export "ap"; it has app, number, sites\n {2}did you mean app\.ts:app\?\n$/],
    [['one.ts'], /no export "application"; it has website\n {2}did you mean one\.ts:website\?\n$/],
    [['empty.ts'], /^empty\.ts has no export "application"; it has no export at all\n$/],
    [
      ['app.ts:sites.mian'],
      /^sites in app\.ts has no property "mian"; it has main\n {2}did you mean app\.ts:sites\.main\?/,
    ],
    [['app.ts:number'], /^app\.ts:number is no application: .*application-shape: 12\. /],
    [['app.ts:app', '--port', '70000'], /^--port takes a whole number from 0 to 65535, not "70000"\n$/],
    [['app.ts:app', '--workers', '0'], /^--workers takes a whole number from 1 to 1024, not "0"\n$/],
    [['app.ts:app', '--log-format', 'comon'], /^--log-format knows common and combined.*\n {2}did you mean common\?/],
    [['app.ts:app', '--access-log', 'no/such/log'], /^the access log "no\/such\/log" cannot be written: ENOENT\n$/],
    [['app.ts:app', '--prot', '1'], /^tsgi-learn serve has no option --prot\n {2}did you mean --port\?/],
  ])('%j with exit code 2', async (argv, message) => {
    const port = argv.includes('--port') ? [] : ['--port', '0']
    const { code, stdout, stderr } = await cli(['serve', ...argv, ...port], { cwd })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(message)
  })

  test.each([
    [
      'TypeScript that is none',
      { 'app.ts': "const text: string = ''\n\texport const application = (: number) => 1\n" },
      /^app\.ts cannot be loaded\napp\.ts:2:30: Expression expected\n {3}export const application = \(: number\) => 1\n {31}\^\n$/,
    ],
    [
      'an enum in a module that it imports',
      { 'app.ts': "import './lib/more.ts'", 'lib/more.ts': 'enum A {}' },
      /^app\.ts cannot be loaded\nlib\/more\.ts:1:1: .*enum.*\n {2}enum A \{\}\n {2}\^\n {2}Node runs TypeScript by removing types/,
    ],
    [
      'JavaScript that is none',
      { 'app.mjs': 'export const application = ( => 1\n' },
      /app\.mjs:1\nexport const application = \( => 1\n +\^\^\n\nSyntaxError: /,
    ],
    [
      'an import by another name',
      { 'app.ts': "\nimport { one } from './one.js'", 'one.ts': '' },
      /^app\.ts cannot be loaded\napp\.ts:2:22: '\.\/one\.js' does not exist: .*\n {2}import .*\n +\^\n {2}did you mean '\.\/one\.ts'\?/,
    ],
    [
      'a name that nobody exports',
      { 'app.ts': "import { one } from './one.ts'", 'one.ts': 'export const two = 2' },
      /app\.ts:1\nimport \{ one \} from '\.\/one\.ts'\n +\^+\nSyntaxError: .*'one'\n$/,
    ],
    [
      'an error while it is loaded',
      { 'app.ts': "type A = string\nthrow new Error('not today')" },
      /^app\.ts cannot be loaded\nError: not today\n +at file:.*app\.ts:2:7\n$/,
    ],
    ['a module that ends its process', { 'app.mjs': 'process.exit(7)' }, /ended its process .*: exit code 7\n$/],
  ])('%s with exit code 1, its place and its line', async (_, files, message) => {
    const { code, stdout, stderr } = await cli(['serve', 'app', '--port', '0'], { cwd: folderWith(files) })
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(message)
  })

  test('a port that is taken, before anything is loaded', async () => {
    const taken = createServer()
    await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve))
    const port = String((taken.address() as AddressInfo).port)
    const folder = folderWith({ 'app.ts': "console.log('loaded')" })
    const { code, stdout, stderr } = await cli(['serve', 'app.ts', '--port', port], { cwd: folder })
    taken.close()
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toBe(
      `cannot listen on 127.0.0.1, port ${port}: another program listens there\n  --port 0 takes any port that is free\n`,
    )
  })
})

describe('--access-log', () => {
  test('adds a line for each response to a file, combined unless common is asked for', async () => {
    const cwd = folderWith({ 'app.ts': answering("'12345'"), 'access.log': 'before\n' })
    for (const format of [[], ['--log-format', 'common']]) {
      const serving = startServe(['app.ts', '--access-log', 'access.log', ...format], { cwd })
      await ask(await serving.port(), '/a')
      serving.child.kill('SIGTERM')
      await serving.ended
    }
    const [before, combined, common, end] = readFileSync(join(cwd, 'access.log'), 'utf8').split('\n')
    expect(before).toBe('before')
    expect(combined).toMatch(/^127\.0\.0\.1 - - \[.*\] "POST \/a HTTP\/1\.0" 200 5 "-" "-"$/)
    expect(common).toMatch(/^127\.0\.0\.1 - - \[.*\] "POST \/a HTTP\/1\.0" 200 5$/)
    expect(end).toBe('')
  })

  test('- is stdout, and a reader that goes away stops nothing', async () => {
    const serving = startServe(['app.ts', '--access-log', '-'], { cwd: folderWith({ 'app.ts': answering("'on'") }) })
    const port = await serving.port()
    await ask(port)
    await serving.says('"POST / HTTP/1.0" 200 2')
    serving.child.stdout?.destroy()
    expect(await bodyOf(port)).toBe('on')
    await serving.says('the access log cannot be written any more')
    expect(await bodyOf(port)).toBe('on')
  })
})

describe('--config', () => {
  const files = { 'site/app.ts': answering("'from the file'"), 'other.ts': answering("'typed'") }

  test('names path, module and application, seen from its own folder', async () => {
    const config = { path: '../site', module: 'app', application: 'application', port: 0, accessLog: 'access.log' }
    const cwd = folderWith({ ...files, 'etc/serve.json': JSON.stringify(config) })
    const serving = startServe(['--config', 'etc/serve.json'], { cwd })
    expect(await bodyOf(await serving.port())).toBe('from the file')
    serving.child.kill('SIGTERM')
    await serving.ended
    expect(readFileSync(join(cwd, 'etc/access.log'), 'utf8')).toContain('"POST / HTTP/1.0" 200')
  })

  test('gives way to what is typed', async () => {
    const cwd = folderWith({ ...files, 'serve.json': '{ "module": "site/app", "port": 1, "host": "nowhere.invalid" }' })
    const argv = ['other.ts', '--config', 'serve.json', '--port', '0', '--host', '127.0.0.1']
    expect(await bodyOf(await startServe(argv, { cwd }).port())).toBe('typed')
  })

  test.each([
    [
      '{\n  "modul": "app"\n}',
      /^serve\.json:2:3: a field that does not exist\n {2} {2}"modul": "app"\n +\^\n.*\n.*\n.*"module"/,
    ],
    ['{ "port": "80" }', /^serve\.json:1:11: .*\n.*\n +\^\n {2}expected {2}a whole number from 0 to 65535\n/],
    ['{ "workers": 0 }', /^serve\.json:1:14: .*\n.*\n +\^\n {2}expected {2}a whole number from 1 to 1024\n/],
    ['{ "reload": 1 }', /^serve\.json:1:13: .*\n.*\n +\^\n {2}expected {2}true or false\n/],
    ['{ "logFormat": "long" }', /expected {2}"common" or "combined"\n/],
    ['{ "module": "app", }', /^serve\.json:1:20: not JSON\n/],
    ['{ "module": "ap" }', /^there is no module "ap": looked for ap, ap\.ts/],
    ['{}', /^Provide a TSGI application object as module:callable\n/],
  ])('%j is refused with its place', async (text, message) => {
    const { code, stderr } = await cli(['serve', '--config', 'serve.json'], { cwd: folderWith({ 'serve.json': text }) })
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
  })

  test('that is not there, or is a folder, is refused', async () => {
    const cwd = newFolder()
    mkdirSync(join(cwd, 'folder'))
    writeFileSync(join(cwd, 'file'), '')
    for (const [name, reason] of [
      ['nowhere', 'ENOENT'],
      ['folder', 'EISDIR'],
    ] as const) {
      const { code, stderr } = await cli(['serve', '--config', name], { cwd })
      expect([code, stderr]).toEqual([2, `"${name}" cannot be read: ${reason}\n`])
    }
  })
})
