// Holds the repository to what it tells people: commands that exist, links that lead somewhere, nothing private in it.

import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hasGit, readText, root, trackedFiles } from './files.ts'
import { relativeLinks, scriptsIn, shellLines } from './markdown.ts'
import { privateNamesIn } from './private-names.ts'

const pkg = JSON.parse(readText('package.json'))
const tracked = hasGit ? trackedFiles() : []
const documents = tracked.filter(path => path.endsWith('.md') && !path.startsWith('template/'))

describe('the commands', () => {
  test.for(['README.md', 'CONTRIBUTING.md'])('%s names only scripts that package.json has', path => {
    const named = shellLines(readText(path)).flatMap(scriptsIn)
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter(name => !(name in pkg.scripts))).toEqual([])
  })

  test('the README sets up and opens lesson 1 in one line, and sets up and runs the tests in another', () => {
    const lines = shellLines(readText('README.md'))
    expect(lines).toContain('npm ci && npm run learn')
    expect(lines).toContain('npm ci && npm test')
    expect(pkg.scripts.learn).toMatch(/ lesson 1$/)
  })

  test('.ci/run finds the command of the tests in the README', () => {
    expect(readText('README.md')).toMatch(/^<!-- tests -->\n+```sh\nnpm ci && npm test\n```$/m)
    expect(readText('.ci/run')).toContain('/^<!-- tests -->$/')
  })
})

describe('the package', () => {
  test('it is MIT, and the licence says so', () => {
    expect(pkg.license).toBe('MIT')
    expect(readText('LICENSE')).toMatch(/^MIT License\n\nCopyright \(c\) 2026 tsgi-learn contributors\n/)
  })

  test('it depends on nothing at run time and runs nothing when installed', () => {
    expect(pkg.dependencies ?? {}).toEqual({})
    expect(Object.keys(pkg.scripts).filter(name => /install|^prepare$|^prepublish/.test(name))).toEqual([])
  })

  test('every version in it is exact', () => {
    expect(
      Object.entries(pkg.devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version))),
    ).toEqual([])
  })

  test('the lock file names no registry but the public one', () => {
    const lock = readText('package-lock.json')
    const elsewhere = [...lock.matchAll(/"resolved": "([^"]*)"/g)].map(match => match[1] ?? '')
    expect(elsewhere.filter(address => !address.startsWith('https://registry.npmjs.org/'))).toEqual([])
  })
})

describe.skipIf(!hasGit)('the files that git knows (skipped where there is no git)', () => {
  test('none of them names a private host or a folder of one machine', () => {
    const finds = tracked
      .filter(path => !path.startsWith('test/repository/'))
      .flatMap(path => privateNamesIn(readText(path)).map(find => `${path} ${find}`))
    expect(finds).toEqual([])
  })

  test('every relative link in the documents leads to a file', () => {
    const dead = documents.flatMap(path =>
      relativeLinks(readText(path))
        .filter(link => !existsSync(join(root, dirname(path), link)))
        .map(link => `${path}: ${link}`),
    )
    expect(documents.length).toBeGreaterThan(5)
    expect(dead).toEqual([])
  })

  test('every folder of src and every decision is on the map', () => {
    const map = readText('docs/map.md')
    const folders = new Set(tracked.flatMap(path => /^src\/[\w-]+\//.exec(path) ?? []))
    const decisions = tracked.filter(path => path.startsWith('docs/decisions/')).map(path => path.slice('docs/'.length))
    expect([...folders, ...decisions].filter(name => !map.includes(name))).toEqual([])
  })

  test('nothing that is built is among them', () => {
    expect(tracked.filter(path => /^(dist|coverage|node_modules)\/|\.tgz$/.test(path))).toEqual([])
  })
})

describe('privateNamesIn', () => {
  test.for([
    ['cd /home/marie/project', "line 1: a person's folder: /home/marie"],
    [String.raw`C:\Users\marie\project`, String.raw`line 1: a person's folder: C:\Users\marie`],
    ['see /root/.npmrc', "line 1: the superuser's folder: /root/"],
    ['see\n/workspace/app', 'line 2: a working folder of one machine: /workspace/a'],
    ['http://10.1.2.3/', 'line 1: a private address: 10.1.2.3'],
    ['http://192.168.0.7:4873', 'line 1: a private address: 192.168.0.7'],
    ['https://npm.example.internal/', 'line 1: a host of a private network: example.internal'],
  ])('finds what is private in %j', ([text, find]) => {
    expect(privateNamesIn(text!)).toEqual([find])
  })

  test.for([
    '127.0.0.1:8888',
    '/home/ada/tsgi-workbook',
    'https://registry.npmjs.org/',
    'version 10.1.2',
    '<root>/root/a',
  ])('leaves %j alone', text => {
    expect(privateNamesIn(text)).toEqual([])
  })
})
