import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import realWidth from 'string-width'
import { isOneColumnEach, LazySegmenter, lazyRegExp } from '../../build/lazy-unicode.mjs'

const real = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const lazy = new LazySegmenter()

/** Characters at the edges of what is taken as simple, and those that join with their neighbours. */
const tricky = [
  ...'\r\n\t\0\x1b\x7f\x80\x9f\u00a0\u00ac\u00ad\u00ae\u02ff\u0300\u200b\u200d\u200e\u2010\u2027\u2028\u2030\u203c\u205e\u2060',
  ...'\u20e3\u2190\u2194\u21ff\u2500\u257f\u2588\u25aa\u25b6\u25fc\u25fd\u25fe\u25ff\u2600\u2713\u2714\u2717\u2718\u276f\ufe0f\uff9e',
  ...'#*09aZ',
  '日',
  '한',
  'é',
  '👍',
  '👨‍👩‍👧',
  '🇨🇳',
]
const text = fc.oneof(
  fc.array(fc.constantFrom(...tricky), { maxLength: 12 }).map(parts => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 20 }),
)
const options = { numRuns: 20_000, seed: 20_261_121 }

describe('lazy Unicode', () => {
  test('cuts any text into the clusters that Intl.Segmenter finds', () => {
    fc.assert(
      fc.property(text, sample => {
        const clusters = (segments: Iterable<{ segment: string; index: number }>) =>
          [...segments].map(({ segment, index }) => ({ segment, index }))
        expect(clusters(lazy.segment(sample))).toEqual(clusters(real.segment(sample)))
      }),
      options,
    )
  }, 60_000)

  test('finds the cluster that contains an index as Intl.Segmenter does', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: -2, max: 22 }), (sample, index) => {
        const [found, wanted] = [lazy.segment(sample).containing(index), real.segment(sample).containing(index)]
        expect(found?.segment).toBe(wanted?.segment)
        expect(found?.index).toBe(wanted?.index)
      }),
      options,
    )
  }, 60_000)

  test('takes a text for one column a character only when its width is its length', () => {
    fc.assert(
      fc.property(text, sample => {
        expect(!isOneColumnEach(sample) || realWidth(sample) === sample.length).toBe(true)
      }),
      options,
    )
  }, 60_000)

  test.each([
    ['boxes, arrows and marks', '╭─ ✓ passed → │ ▸', true],
    ['a tab', 'a\tb', false],
    ['Chinese', '状态行', false],
    ['a mark with an emoji selector', '✔\ufe0f', false],
    ['a square that is two columns wide', '◽', false],
  ])('decides %s by its characters', (_, sample, expected) => {
    expect(isOneColumnEach(sample)).toBe(expected)
  })

  test('compiles an expression at its first use, and it works as a pattern of replace', () => {
    const pattern = lazyRegExp('^[\\p{Mark}]+', 'v')
    expect(pattern.test('\u0301a')).toBe(true)
    expect('\u0301a'.replace(pattern as unknown as RegExp, '')).toBe('a')
  })
})
