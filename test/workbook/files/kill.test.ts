import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { beforeAll, expect, test } from 'vitest'
import { initWorkbook, memoryIn, readProgress, type Workbook } from '../../../src/workbook/index.ts'
import { newFolder } from './folder.ts'

const kills = 60
const seed = Number(process.env['TSGI_TEST_SEED'] ?? 20_261_121)
let writer: string

beforeAll(async () => {
  writer = join(newFolder(), 'writer.cjs')
  const entryPoints = [join(import.meta.dirname, 'endless-writer.ts')]
  await build({ entryPoints, outfile: writer, bundle: true, platform: 'node', format: 'cjs', logLevel: 'silent' })
})

test(`progress survives ${kills} times kill -9, at moments given by seed ${seed}`, { timeout: 60_000 }, async () => {
  const { workbook } = initWorkbook(newFolder(), join(import.meta.dirname, '../../../template'))
  const random = randomFrom(seed)
  let before = 0
  for (let round = 0; round < kills; round++) {
    const said = await writeUntilKilled(workbook, random() * 12)
    const { progress, setAside } = readProgress(workbook, new Date(0))
    const written = memoryIn(progress, 'echo').hints['written'] ?? 0
    expect(setAside, `seed ${seed}, round ${round}`).toBeUndefined()
    expect(written, `seed ${seed}, round ${round}`).toBeGreaterThanOrEqual(Math.max(said, before))
    before = written
  }
  expect(before).toBeGreaterThan(kills)
  expect(
    readdirSync(join(workbook.directory, '.tsgi')).filter(name => name.includes('unfinished')).length,
  ).toBeLessThan(2)
})

/** Kills the writer `afterMs` milliseconds after its first word; gives the last number it said. */
const writeUntilKilled = async (workbook: Workbook, afterMs: number): Promise<number> => {
  const child = spawn(process.execPath, [writer, workbook.directory], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (output === '') setTimeout(() => child.kill('SIGKILL'), afterMs)
    output += text
  })
  await once(child, 'close')
  return Number(output.slice(0, output.lastIndexOf('\n')).split('\n').at(-1) ?? 0)
}

/** mulberry32: small, and the same everywhere. */
const randomFrom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
