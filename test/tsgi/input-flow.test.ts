// Proves what the server is told while a body is read, what it costs, and that no cutting of the body changes what is read.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/tsgi/index.ts'
import { bytes } from './support/exchange.ts'
import { inputOf, textOf, watched } from './support/input.ts'

describe('the server is told', () => {
  test('of the first read, once, while the body is coming', () => {
    const { source, calls } = watched()
    void source.input.read(1)
    void source.input.readLine()
    expect(calls).toEqual(['first read'])
  })

  test('of no first read when the body is there', async () => {
    const { source, calls } = watched()
    source.end()
    await source.input.read()
    expect(calls).toEqual([])
  })

  test('when enough is kept, and when more is wanted', async () => {
    const { source, calls } = watched(4)
    source.give(bytes('abc'))
    expect(calls).toEqual([])
    source.give(bytes('de'))
    source.give(bytes('f'))
    expect(calls).toEqual(['full'])
    await source.input.read(1)
    expect(calls).toEqual(['full', 'first read'])
    await source.input.read(2)
    expect(calls).toEqual(['full', 'first read', 'want'])
  })

  test('of nothing while a read waits for more than is usually kept', async () => {
    const { source, calls } = watched(4)
    const read = source.input.read(8)
    source.give(bytes('abcdef'))
    source.give(bytes('gh'))
    expect(calls).toEqual(['first read'])
    expect(await textOf(read)).toBe('abcdefgh')
  })
})

describe('what nobody reads', () => {
  test('is counted and dropped, and more is asked for when it was full', async () => {
    const { source, calls } = watched(4)
    source.give(bytes('abcde'))
    source.discard()
    source.give(bytes('fgh'))
    source.end()
    expect([source.discardedBytes, source.isComplete, calls]).toEqual([8, true, ['full', 'want']])
    await expect(source.input.read()).rejects.toThrow('the response is over')
  })

  test('leaves no read waiting', async () => {
    const { source } = watched()
    const read = source.input.read()
    source.discard()
    await expect(read).rejects.toThrow(InputError)
  })
})

test('any cutting of a body gives the same reads', async () => {
  const pieces = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 700 }), { maxLength: 12 })
  const sizes = fc.array(fc.record({ isLine: fc.boolean(), size: fc.integer({ min: -1, max: 900 }) }), {
    maxLength: 20,
  })
  await fc.assert(
    fc.asyncProperty(pieces, sizes, async (pieces, sizes) => {
      const whole = inputOf(pieces.join(''))
      const { source } = watched(64)
      const expected: string[] = []
      const given: Promise<string>[] = []
      for (const { isLine, size } of sizes) {
        expected.push(await textOf(isLine ? whole.readLine(size) : whole.read(size)))
        given.push(textOf(isLine ? source.input.readLine(size) : source.input.read(size)))
        const piece = pieces[given.length - 1]
        if (piece !== undefined) source.give(bytes(piece))
      }
      for (const piece of pieces.slice(given.length)) source.give(bytes(piece))
      source.end()
      expect(await Promise.all(given)).toEqual(expected)
      expect(await textOf(source.input.read())).toBe(await textOf(whole.read()))
    }),
  )
})

test('a body that comes a byte at a time costs linear time and memory of its own size', async () => {
  const { source } = watched()
  const one = bytes('x')
  const line = source.input.readLine()
  const before = process.memoryUsage().arrayBuffers
  for (let at = 0; at < 1_000_000; at++) source.give(one)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4_000_000)
  source.end()
  expect((await line).length).toBe(1_000_000)
})
