// The application of the cases is for any server: its types are those that learners have, and it needs nothing of this project.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { contractFolder } from '../../src/lesson/index.ts'
import { contractModule, root } from './judge-server.ts'

const folder = join(root, contractFolder)
const sources = readdirSync(folder).filter(name => name.endsWith('.ts'))

test('its types are those of a learner', { timeout: 60_000 }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'tsgi-contract-types-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const config = {
    extends: join(root, 'template/tsconfig.json'),
    include: [`${root}/template/*.d.ts`, `${folder}/*.ts`],
  }
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(config))
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  expect(execFileSync(process.execPath, [tsc, '--project', directory], { encoding: 'utf8' })).toBe('')
})

test('it imports its own files alone, and types', () => {
  const imported = sources.flatMap(name => {
    const text = readFileSync(join(folder, name), 'utf8')
    return [...text.matchAll(/^import (type )?.*? from '(.*)'$/gm)].map(([, type, from]) => `${type ?? ''}${from}`)
  })
  expect(imported.length).toBeGreaterThan(sources.length)
  const allowed = new Set(['type tsgi', ...sources.map(name => `./${name}`)])
  expect(imported.filter(from => !allowed.has(from))).toEqual([])
})

test('as JavaScript it exports the same', async () => {
  const built = (await import(pathToFileURL(join(root, 'dist/contract.mjs')).href)) as object
  expect(Object.keys(built).toSorted()).toEqual(Object.keys(await contractModule()).toSorted())
})
