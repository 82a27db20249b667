import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildAll } from '../../build/build.mjs'
import { replaceExactly } from '../../build/plugins/replace-exactly.mjs'
import { endOf, newFolder, outputUntil } from '../cli/cli.ts'
import { bodyOf, startServe } from '../cli/serving.ts'

const root = join(import.meta.dirname, '../..')
const dist = join(root, 'dist')
const made = mkdtempSync(join(tmpdir(), 'tsgi-learn-package-'))
afterAll(() => rmSync(made, { recursive: true, force: true }))

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => statSync(join(folder, name)).isFile())
    .toSorted()

const contents = (folder: string): ReadonlyMap<string, string> =>
  new Map(filesIn(folder).map(name => [name, readFileSync(join(folder, name), 'base64')]))

describe('the build', () => {
  test('gives the same bytes in any folder', async () => {
    const [one, two] = [join(made, 'one'), join(made, 'elsewhere', 'two')]
    mkdirSync(join(made, 'elsewhere'))
    expect(await buildAll(one)).toEqual([])
    await buildAll(two)
    expect([...contents(two)]).toEqual([...contents(one)])
  })

  test('names the folder of whoever built it nowhere', () => {
    const naming = filesIn(dist).filter(name => readFileSync(join(dist, name)).includes(root))
    expect(naming).toEqual([])
  })

  test('leaves Ink and React out of plain commands and of the first frame, and the developer tools out of all', () => {
    for (const name of ['main.cjs', 'screen.cjs'])
      expect(readFileSync(join(dist, name), 'utf8')).not.toMatch(/react-reconciler|yoga|ink-box|useInput/i)
    expect(readFileSync(join(dist, 'ink.cjs'), 'utf8')).not.toContain('react-devtools-core')
  })

  test('uses the production build of React', () => {
    const screen = readFileSync(join(dist, 'ink.cjs'), 'utf8')
    expect(screen).not.toContain('reconciler.development')
    expect(screen).toContain('Minified React error')
  })

  test('keeps lines short: no error shows a learner a page of code', () => {
    const longest = (name: string): number =>
      Math.max(
        ...readFileSync(join(dist, name), 'utf8')
          .split('\n')
          .map(line => line.length),
      )
    expect(longest('main.cjs')).toBeLessThan(2000)
  })

  test('carries the licence of each package in it', () => {
    const text = readFileSync(join(dist, 'LICENSES.txt'), 'utf8')
    for (const name of [
      'ink 6.8.0',
      'react 19.3.1',
      'chalk 5.6.2',
      'yoga-layout',
      'marked',
      'chokidar',
      '@swc/wasm-typescript',
      'fastest-levenshtein',
    ]) {
      expect(text).toMatch(new RegExp(`^${name.replace(/[/.]/g, '\\$&')}.* \\(`, 'm'))
    }
    expect(text.match(/Permission is hereby granted/g)?.length).toBeGreaterThan(10)
  })

  test('stops when a trick for a package does not find its place any more', () => {
    const patch = { file: 'x.js', pattern: /await/, times: 1, by: '' }
    expect(replaceExactly('await x', patch)).toBe(' x')
    for (const text of ['x', 'await await']) expect(() => replaceExactly(text, patch)).toThrow(/x\.js: expected 1 of/)
  })
})

describe('the package', () => {
  let installed: string

  beforeAll(() => {
    const environment = { ...process.env, npm_config_update_notifier: 'false', npm_config_cache: join(made, 'npm') }
    const tarball = execFileSync('npm', ['pack', '--silent', '--pack-destination', made], {
      cwd: root,
      encoding: 'utf8',
    }).trim()
    installed = join(made, 'installed')
    mkdirSync(installed)
    writeFileSync(join(installed, 'package.json'), '{ "private": true }')
    const install = ['install', '--offline', '--no-audit', '--no-fund', join(made, tarball)]
    execFileSync('npm', install, { cwd: installed, env: environment, stdio: 'pipe' })
  }, 60_000)

  const run = (...argv: readonly string[]) =>
    spawnSync(join(installed, 'node_modules/.bin/tsgi-learn'), argv, {
      cwd: installed,
      encoding: 'utf8',
      env: { ...process.env, XDG_CACHE_HOME: join(made, 'cache'), XDG_STATE_HOME: join(made, 'state') },
    })

  test('needs no other package and runs nothing when it is installed', () => {
    expect(readdirSync(join(installed, 'node_modules')).filter(name => !name.startsWith('.'))).toEqual(['tsgi-learn'])
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, object>
    expect(Object.keys(manifest['dependencies'] ?? {})).toEqual([])
    expect(Object.keys(manifest['scripts'] ?? {}).filter(name => /install|prepare|prepublish/.test(name))).toEqual([])
  })

  test('opens lesson 1 and checks it, from the tarball alone', () => {
    const lesson = run('lesson', '1')
    expect([lesson.status, lesson.stdout.slice(0, 9)]).toEqual([0, 'Lesson 1 '])
    expect(run('check', '1').status).toBe(1)
    cpSync(join(root, 'lessons/echo/solution'), join(installed, 'tsgi-workbook/01-echo'), { recursive: true })
    const { status, stdout } = run('check', '1')
    expect([status, stdout]).toEqual([0, expect.stringContaining('passed')])
  }, 20_000)

  test('exports the same to import and to require, and nothing else', () => {
    const both = `
      const required = require('tsgi-learn/tsgi')
      import('tsgi-learn/tsgi').then(async imported => {
        console.log(imported.serve === required.serve, Object.keys(imported).join(' '))
        console.log(await import('tsgi-learn/dist/main.cjs').catch(error => error.code))
      })`
    const { stdout, stderr } = spawnSync(process.execPath, ['--eval', both], { cwd: installed, encoding: 'utf8' })
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^true .*\bserve toApplication validate$/),
      notExported,
      '',
    ])
    expect(stderr).toBe('')
  })

  test('has types for what it exports, which need nothing but those of Node', () => {
    const files = {
      'program.ts': program,
      'hello.ts': exampleIn('README.md'),
      'server.mts': exampleIn('docs/TSGI.md', 'serve('),
    }
    for (const [name, text] of Object.entries(files)) writeFileSync(join(installed, name), text)
    const types = ['--typeRoots', join(root, 'node_modules/@types'), '--types', 'node']
    for (const kinds of [
      ['NodeNext', 'NodeNext'],
      ['ESNext', 'Bundler'],
    ] as const) {
      const options = [
        '--noEmit',
        '--strict',
        '--target',
        'ES2023',
        '--module',
        kinds[0],
        '--moduleResolution',
        kinds[1],
      ]
      const compiler = [join(root, 'node_modules/typescript/bin/tsc'), ...options, ...types, ...Object.keys(files)]
      const { status, stdout } = spawnSync(process.execPath, compiler, { cwd: installed, encoding: 'utf8' })
      expect([stdout, status]).toEqual(['', 0])
    }
  })

  test('serves the application of the documents as they show it, but for the port', async () => {
    expect(exampleIn('README.md')).toBe(exampleIn('docs/TSGI.md'))
    const folder = newFolder()
    writeFileSync(join(folder, 'hello.ts'), exampleIn('README.md'))
    const document = readFileSync(join(root, 'docs/TSGI.md'), 'utf8')
    const shown = /^npx tsgi-learn (serve .*) --port 8000$/m
    const words = shown.exec(document)?.[1] ?? ''
    expect(shown.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1]).toBe(words)
    const [, data = '', path = '', answer] =
      /^\$ curl --data '(.*)' http:\/\/[\d.:]+(\/.*)\n(.*\n)```$/m.exec(document) ?? []
    // What npx starts.
    const launcher = join(installed, 'node_modules/.bin/tsgi-learn')
    const serving = startServe(words.split(' ').slice(1), { cwd: folder, launcher })
    expect(await bodyOf(await serving.port(), path, data)).toBe(answer)
    serving.child.kill('SIGTERM')
    expect(await serving.ended).toMatchObject({ code: 0, stderr: '' })
  })

  test('lets a program serve as the documents show it, but for the port', async () => {
    writeFileSync(join(installed, 'server.mjs'), exampleIn('docs/TSGI.md', 'serve(').replace('8000', '0'))
    const child = spawn(process.execPath, ['server.mjs'], { cwd: installed })
    const ended = endOf(child)
    const printed = await outputUntil(child, /:\d+\n/)
    const port = Number(/:(\d+)\n/.exec(printed)?.[1])
    expect(await bodyOf(port, '/a?b')).toBe(`http://127.0.0.1:${port}/a?b\n`)
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 0, stderr: '' })
  })

  test('has nothing in it but what it needs', () => {
    const folder = join(installed, 'node_modules/tsgi-learn')
    expect(readdirSync(folder).toSorted()).toEqual(
      ['LICENSE', 'README.md', 'course.json', 'dist', 'fixtures', 'lessons', 'package.json', 'template'].toSorted(),
    )
  })
})

const notExported = 'ERR_PACKAGE_PATH_NOT_EXPORTED'

/** The TypeScript of a document that has this in it. */
const exampleIn = (path: string, text = 'export const app'): string =>
  [...readFileSync(join(root, path), 'utf8').matchAll(/^```ts\n([^]*?)^```$/gm)]
    .map(match => match[1] ?? '')
    .find(code => code.includes(text)) ?? ''

/** A program that uses the exports, with a mistake that the types see. */
const program = `import { serve, validate, type Application, type RunningServer } from 'tsgi-learn/tsgi'
export const application: Application = (environ, startResponse) => {
  startResponse('200 OK', [['Content-Type', 'text/plain']])
  return [new TextEncoder().encode(environ.REQUEST_METHOD)]
}
export const running: Promise<RunningServer> = serve(validate(application), { port: 0 })
// @ts-expect-error A text is no body.
export const wrong: Application = () => 'text'
`

describe('the launcher', () => {
  const cacheFolder = (name: string): string => join(made, `cache-${name}`)
  const start = (environment: Readonly<Record<string, string>>, launcher = join(dist, 'tsgi-learn.cjs')) =>
    spawnSync(process.execPath, [launcher, '--version'], { encoding: 'utf8', env: { ...process.env, ...environment } })
  const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version
  const cacheFiles = (folder: string): readonly string[] => readdirSync(join(folder, 'tsgi-learn'))

  test('writes its cache once, in the folder for caches, and uses it from then on', () => {
    const folder = cacheFolder('used')
    for (let round = 0; round < 2; round++) expect(start({ XDG_CACHE_HOME: folder }).stdout).toBe(`${version}\n`)
    expect(cacheFiles(folder)).toEqual([
      expect.stringMatching(new RegExp(`^main\\.cjs-${process.version}-${process.arch}-[0-9a-f]{16}-none$`)),
    ])
  })

  test('removes the cache of an older version of itself', () => {
    const folder = cacheFolder('old')
    mkdirSync(join(folder, 'tsgi-learn'), { recursive: true })
    writeFileSync(join(folder, 'tsgi-learn', `main.cjs-${process.version}-${process.arch}-0000000000000000`), 'old')
    start({ XDG_CACHE_HOME: folder })
    expect(cacheFiles(folder)).toHaveLength(1)
  })

  test.each([
    ['is cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['is empty', () => Buffer.alloc(0)],
    ['is something else', () => Buffer.from('not a cache at all')],
  ])('works with a cache that %s, and replaces it', (_, damage) => {
    const folder = mkdtempSync(join(made, 'damaged-'))
    start({ XDG_CACHE_HOME: folder })
    const file = join(folder, 'tsgi-learn', cacheFiles(folder)[0] ?? '')
    const whole = readFileSync(file)
    writeFileSync(file, damage(whole))
    expect(start({ XDG_CACHE_HOME: folder })).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' })
    expect(readFileSync(file).length).toBeGreaterThan(whole.length / 2)
  })

  test('works where the folder for caches is a file, cannot be made, or is unknown', () => {
    const file = join(made, 'a-file')
    writeFileSync(file, '')
    const readOnly = join(made, 'read-only')
    mkdirSync(readOnly)
    chmodSync(readOnly, 0o500)
    const environments = [
      { XDG_CACHE_HOME: file },
      { XDG_CACHE_HOME: readOnly },
      { XDG_CACHE_HOME: '/proc/nowhere' },
      { XDG_CACHE_HOME: '', HOME: '' },
      { XDG_CACHE_HOME: 'relative', HOME: '/nonexistent' },
    ]
    for (const environment of environments) {
      expect(start(environment)).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' })
    }
  })

  test('says in words that the package is torn apart, with exit code 70', () => {
    const folder = join(made, 'torn')
    mkdirSync(folder)
    cpSync(join(dist, 'tsgi-learn.cjs'), join(folder, 'tsgi-learn.cjs'))
    const { status, stderr } = start({}, join(folder, 'tsgi-learn.cjs'))
    expect(status).toBe(70)
    expect(stderr).toMatch(/^tsgi-learn cannot start: .*main\.cjs'\nInstall it again/)
  })
})
