// Transcripts from disk.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadTranscript } from '../../src/transcript/index.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'transcript-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function written(bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, 'a.trace')
  await writeFile(path, bytes)
  return path
}

describe('loading a transcript', () => {
  test('reads UTF-8 and remembers the path', async () => {
    const path = await written('\uFEFF# 标题\r\n> é\r\n')
    expect(await loadTranscript(path)).toMatchObject({ path, title: '标题' })
  })

  test('names the first byte that is not UTF-8', async () => {
    const path = await written(Buffer.from('# \uFFFD is fine\n> caf\xe9 au lait\n> x\n', 'latin1'))
    const other = await written(
      Buffer.concat([Buffer.from('# \uFFFD é\n> caf'), Buffer.from([0xe9, 0x20, 0x61, 0x0a])]),
    )
    expect(path).toBe(other)
    await expect(loadTranscript(path)).rejects.toMatchObject({
      path,
      line: 2,
      column: 6,
      problem: 'bytes that are not UTF-8',
      found: 'the byte 0xe9',
      sourceLine: '> caf\uFFFD a',
    })
  })

  test('names a byte that is not UTF-8 at the start of a line and of the file', async () => {
    await expect(loadTranscript(await written(Uint8Array.of(0xff)))).rejects.toMatchObject({ line: 1, column: 1 })
    await expect(loadTranscript(await written(Uint8Array.of(0x23, 0x0a, 0xff, 0x0a)))).rejects.toMatchObject({
      line: 2,
      column: 1,
    })
  })

  test('of a file that is not there fails with the reason', async () => {
    await expect(loadTranscript(join(folder, 'none.trace'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
