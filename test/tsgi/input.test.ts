// Proves tsgi.input: what a read gives, and in which order.

import { describe, expect, test } from 'vitest'
import { ContractError, emptyInput, InputError } from '../../src/tsgi/index.ts'
import { bytes, settled, text } from './support/exchange.ts'
import { inputOf, textOf, watched } from './support/input.ts'

describe('read', () => {
  test.for<[string, readonly (number | undefined)[], string[]]>([
    ['without a size gives the rest', [undefined], ['hello world']],
    ['with a negative size gives the rest', [-1], ['hello world']],
    ['with a size gives that many bytes', [4, 4], ['hell', 'o wo']],
    ['gives what is left where that is less', [9, 9], ['hello wor', 'ld']],
    ['gives nothing at the end, for ever', [undefined, undefined, 5, -1], ['hello world', '', '', '']],
    ['gives nothing for no bytes', [0, undefined], ['', 'hello world']],
  ])('%s', async ([, sizes, expected]) => {
    for (const pieces of [['hello world'], ['hel', 'lo w', 'orld'], [...'hello world']]) {
      const input = inputOf(...pieces)
      const given: string[] = []
      for (const size of sizes) given.push(await textOf(input.read(size)))
      expect(given).toEqual(expected)
    }
  })

  test('waits until there is enough', async () => {
    const { source } = watched()
    let given: string | undefined
    void textOf(source.input.read(5)).then(read => (given = read))
    source.give(bytes('hel'))
    await settled()
    expect(given).toBe(undefined)
    source.give(bytes('lo!'))
    await settled()
    expect(given).toBe('hello')
  })

  test.for([1.5, Number.NaN, '5', {}])('refuses a size of %s', async size => {
    await expect(inputOf('a').read(size as number)).rejects.toMatchObject({ rule: 'input-arguments', value: size })
  })

  test('gives bytes that nobody else holds', async () => {
    const { source } = watched()
    const buffer = bytes('abcdef')
    source.give(buffer)
    buffer.fill(0)
    const first = await source.input.read(3)
    first.fill(120)
    source.give(bytes('ghi'))
    source.end()
    expect(await textOf(source.input.read())).toBe('defghi')
    expect(text(first)).toBe('xxx')
  })
})

describe('lines', () => {
  const body = 'one\ntwo\r\n\nlast'
  test.for([[[body]], [['one', '\ntwo\r', '\n\nla', 'st']], [[...body]]])(
    'readLine ends after each line feed: %j',
    async ([pieces]) => {
      const input = inputOf(...pieces!)
      const lines: string[] = []
      for (let line = await textOf(input.readLine()); line !== ''; line = await textOf(input.readLine()))
        lines.push(line)
      expect(lines).toEqual(['one\n', 'two\r\n', '\n', 'last'])
    },
  )

  test('readLine ends after a size as well', async () => {
    const input = inputOf('longer\nb')
    expect(await textOf(input.readLine(4))).toBe('long')
    expect(await textOf(input.readLine(4))).toBe('er\n')
    expect(await textOf(input.readLine(0))).toBe('')
    expect(await textOf(input.readLine(9))).toBe('b')
  })

  test.for<[number | undefined, string[]]>([
    [undefined, ['one\n', 'two\r\n', '\n', 'last']],
    [0, ['one\n', 'two\r\n', '\n', 'last']],
    [1, ['one\n']],
    [4, ['one\n']],
    [5, ['one\n', 'two\r\n']],
  ])('readLines with a hint of %s', async ([hint, expected]) => {
    for (const pieces of [[body], [...body]])
      expect((await inputOf(...pieces).readLines(hint)).map(text)).toEqual(expected)
  })
})

describe('for await', () => {
  test('gives the pieces as they come', async () => {
    const { source } = watched()
    const pieces: string[] = []
    const reading = (async () => {
      for await (const piece of source.input) pieces.push(text(piece))
    })()
    for (const piece of ['one', 'two', 'three']) {
      source.give(bytes(piece))
      await settled()
      expect(pieces.at(-1)).toBe(piece)
    }
    source.end()
    await reading
    expect(pieces).toEqual(['one', 'two', 'three'])
  })

  test('goes on after what was read, and leaves what it did not read', async () => {
    const input = inputOf('hello ', 'world', '!'.repeat(600))
    await input.read(2)
    for await (const piece of input) {
      expect(text(piece)).toBe('llo ')
      break
    }
    expect((await input.read()).length).toBe(605)
  })
})

test('overlapping reads are served in the order of their calls', async () => {
  const { source } = watched()
  const { input } = source
  const answers = Promise.all([input.read(2), input.readLine(), input.readLines(3), input.read(0), input.read()])
  for (const piece of 'abc\nd\ne\nfgh') source.give(bytes(piece))
  source.end()
  const [two, line, lines, none, rest] = await answers
  expect([text(two), text(line), lines.map(text), text(none), text(rest)]).toEqual([
    'ab',
    'c\n',
    ['d\n', 'e\n'],
    '',
    'fgh',
  ])
})

describe('a body that is malformed or cut off', () => {
  const cutOff = Object.assign(new Error('the connection ended'), { status: 413 })

  test('can be read up to there, and no further, for ever', async () => {
    const { source } = watched()
    source.give(bytes('hello'))
    source.fail(cutOff)
    expect(await textOf(source.input.read(3))).toBe('hel')
    for (const read of [source.input.read(3), source.input.read(), source.input.readLine(), source.input.readLines()])
      await expect(read).rejects.toThrow(InputError)
  })

  test('rejects reads that wait, with status and cause', async () => {
    const { source } = watched()
    const read = source.input.read()
    source.fail(cutOff)
    await expect(read).rejects.toMatchObject({ name: 'InputError', status: 413, cause: cutOff })
    expect(source.isComplete).toBe(false)
  })

  test('is the fault of a 400 where the cause has no status', async () => {
    const { source } = watched()
    source.fail(new Error('gone'))
    await expect(source.input.read()).rejects.toMatchObject({ status: 400 })
  })

  test('ends no process when nobody waits for the read', async () => {
    const { source } = watched()
    void source.input.read()
    source.fail(cutOff)
    await settled()
    expect(source.isComplete).toBe(false)
  })
})

describe('a request without a body', () => {
  test('has an empty input, the same for all', async () => {
    expect(await textOf(emptyInput.read())).toBe('')
    expect(await textOf(emptyInput.readLine())).toBe('')
    expect(await emptyInput.readLines()).toEqual([])
    expect(Object.isFrozen(emptyInput)).toBe(true)
    await expect(emptyInput.read('x' as never)).rejects.toThrow(ContractError)
  })
})

test('an application sees ways to read and nothing else', () => {
  const { input } = watched().source
  expect(Object.keys(input)).toEqual([])
  expect(Object.getOwnPropertyNames(Object.getPrototypeOf(input)).toSorted()).toEqual([
    'constructor',
    'read',
    'readLine',
    'readLines',
  ])
})
