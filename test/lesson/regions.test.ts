// Regions of code: what they show, what remains without their markers, and every way in which they can be wrong.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withoutMarkers } from '../../src/lesson/index.ts'
import { scanRegions } from '../../src/lesson/regions.ts'

const scanned = (lines: readonly string[]) => {
  const { regions, problems } = scanRegions(lines.join('\n'))
  return { shown: Object.fromEntries([...regions].map(([name, { text }]) => [name, text])), problems }
}

describe('a region', () => {
  test.each([
    ['its lines', ['a', '// #region one', 'b', 'c', '// #endregion', 'd'], { one: 'b\nc' }],
    ['its lines without the indentation they share', ['// #region one', '    if', '      b', '', '    end', '// #endregion'], { one: 'if\n  b\n\nend' }],
    ['tabs as they are, but for shared ones', ['// #region one', '\tif', '\t\tb', '// #endregion'], { one: 'if\n\tb' }],
    ['nothing of empty lines around them', ['// #region one', '', '  ', 'b', '', '// #endregion'], { one: 'b' }],
    ['lines of Python', ['  # #region one', '  pass', '  # #endregion'], { one: 'pass' }],
    ['lines of Windows', ['// #region one\r', 'b\r', 'c\r', '// #endregion\r'], { one: 'b\nc' }],
    ['lines to a marker that repeats the name', ['// #region one', 'b', '// #endregion one'], { one: 'b' }],
    ['lines between markers without spaces', ['//#region one', 'b', '//#endregion'], { one: 'b' }],
    ['each its own', ['// #region one', 'a', '// #endregion', '// #region two-2', 'b', '// #endregion'], { one: 'a', 'two-2': 'b' }],
    ['words that only look like markers', ['// #region one', 'a // #endregion', '// #regional', '// #endregions', '// #endregion'], { one: 'a // #endregion\n// #regional\n// #endregions' }],
  ])('shows %s', (_, lines, shown) => {
    expect(scanned(lines)).toEqual({ shown, problems: [] })
  }) // prettier-ignore

  test('knows the line of its marker', () => {
    expect(scanRegions('a\n\n// #region one\nb\n// #endregion\n').regions.get('one')?.line).toBe(3)
  })

  test.each([
    ['has no name', ['// #region', 'a', '// #endregion'], 1, 'a region without a name', '// #region name'],
    ['has a name of two words', ['a', '// #region one two', 'a', '// #endregion'], 2, 'a region without a name', '// #region name'],
    ['does not end', ['a', '// #region one', 'b'], 2, 'region one does not end', '// #endregion'],
    ['has another inside', ['// #region one', 'a', '// #region two', 'b', '// #endregion'], 3, 'region two begins inside region one', '// #endregion before it'],
    ['ends without a start', ['a', '// #endregion'], 2, 'the end of a region that never began', '// #region name before it'],
    ['ends twice', ['// #region one', 'a', '// #endregion', '// #endregion'], 4, 'the end of a region that never began', '// #region name before it'],
    ['has the name of another', ['// #region one', 'a', '// #endregion', '// #region one', 'b', '// #endregion'], 4, 'region one is there twice', 'each name once in a file'],
    ['is empty', ['// #region one', '', '// #endregion'], 1, 'region one has nothing in it', 'code between its markers'],
  ])('that %s is the one problem of its file', (_, lines, line, problem, expected) => {
    expect(scanned(lines).problems).toEqual([{ line, problem, expected }])
  }) // prettier-ignore
})

describe('a file without its markers', () => {
  test.each([
    ['without regions stays as it is', 'a\n\n\nb\n', 'a\n\n\nb\n'],
    ['has every other line', 'a\n// #region one\nb\n// #endregion\nc\n', 'a\nb\nc\n'],
    ['has one empty line where a marker stood between two', 'a\n\n// #region one\n\nb\n\n// #endregion\n\nc\n', 'a\n\nb\n\nc\n'],
    ['starts with its first line', '// #region one\n\na\n// #endregion\n', 'a\n'],
    ['ends with one line end', 'a\n\n// #region one\nb\n// #endregion\n', 'a\n\nb\n'],
    ['keeps the line ends of Windows', '// #region one\r\na\r\n// #endregion\r\nb\r\n', 'a\r\nb\r\n'],
  ])('%s', (_, text, stripped) => {
    expect(withoutMarkers(text)).toBe(stripped)
  }) // prettier-ignore

  test('has no marker, and all lines that say anything, whatever the file', () => {
    const line = fc.constantFrom(
      '// #region a',
      '// #region b',
      '# #region',
      '// #endregion',
      '',
      '  x',
      'y',
      '\tz\r',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), lines => {
        const stripped = withoutMarkers(lines.join('\n'))
        const filled = (all: readonly string[]) => all.filter(one => one.trim() !== '')
        expect(filled(stripped.split('\n'))).toEqual(filled(lines).filter(one => !/#(?:end)?region/.test(one)))
        expect(withoutMarkers(stripped)).toBe(stripped)
      }),
    )
  })
})
