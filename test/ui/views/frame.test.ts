import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { frameOf } from '../../../src/ui/index.ts'
import { lineWidth, textOf } from '../../../src/ui/text/line.ts'
import { bindingsOf, viewDigit, views, type SessionState, type Size } from '../../../src/workbook/index.ts'
import { contractStep } from '../samples/contract-step.ts'
import { pressing } from '../samples/keys.ts'
import { failed, passed, running, runningAgain, untouched } from '../samples/lesson-one.ts'
import { sampleSession } from '../samples/session.ts'

const sessions = {
  untouched,
  running,
  runningAgain,
  failed,
  passed,
  sampleSession,
  contract: contractStep.failed,
  built: contractStep.built,
}
const sessionNames = Object.keys(sessions) as readonly (keyof typeof sessions)[]

// Everything that can be pressed, the words of a search and of a prediction among it.
const keys = '1 2 3 4 5 6 h s m t r w ? / n N x c f g G j k a b tab shift-tab enter escape space pageup pagedown'.split(
  ' ',
)
const anySize = fc.record({ columns: fc.integer({ min: 1, max: 200 }), rows: fc.integer({ min: 1, max: 60 }) })

const rowsTooWide = (state: SessionState): readonly string[] =>
  frameOf(state, undefined)
    .lines.filter(line => lineWidth(line) > state.size.columns)
    .map(textOf)

describe('a frame', () => {
  test('is never wider than the terminal, and leaves its last row free, whatever was pressed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sessionNames),
        anySize,
        fc.array(fc.constantFrom(...keys), { maxLength: 6 }),
        (name, size, pressed) => {
          const state = pressing(sessions[name](size), ...pressed)
          expect(rowsTooWide(state)).toEqual([])
          expect(frameOf(state, undefined).lines).toHaveLength(Math.max(1, size.rows - 1))
        },
      ),
      { numRuns: 300 },
    )
  })

  const sizes: readonly Size[] = [60, 80, 109, 110, 120, 200].flatMap(columns =>
    [20, 24, 40, 60].map(rows => ({ columns, rows })),
  )

  test.each(sizes)('fits into $columns by $rows in every view', size => {
    const states = sessionNames.flatMap(name =>
      views.map(view => pressing(sessions[name](size), viewDigit(view), ...(view === 'solution' ? ['enter'] : []))),
    )
    expect(states.flatMap(rowsTooWide)).toEqual([])
    expect(new Set(states.map(state => frameOf(state, undefined).lines.length))).toEqual(new Set([size.rows - 1]))
  })

  test('has no control character in it', () => {
    const frames = views.map(view => frameOf(pressing(failed({ columns: 80, rows: 24 }), viewDigit(view)), undefined))
    expect(frames.flatMap(({ lines }) => lines.map(textOf)).join('')).not.toMatch(/\p{Cc}/u)
  })
})

describe('the last line', () => {
  const size = { columns: 80, rows: 24 }
  const lastLine = (state: SessionState): string => textOf(frameOf(state, undefined).lines.at(-1) ?? [])

  test.each(sessionNames.flatMap(name => views.map(view => [name, view] as const)))(
    'of %s in %s names keys that work, help and the way out among them',
    (name, view) => {
      const state = pressing(sessions[name](size), viewDigit(view))
      const known = bindingsOf(state).map(({ shown, label }) => `${shown} ${label}`)
      const named = lastLine(state).trim().split(/ {3,}/)
      expect(named.filter(words => !known.includes(words))).toEqual([])
      expect(named).toEqual(expect.arrayContaining(['? all keys', 'q quit']))
    },
  )

  test.each(views.filter(view => view !== 'lesson'))('of %s says that Esc goes back', view => {
    expect(lastLine(pressing(failed(size), viewDigit(view)))).toContain('Esc back')
  })

  test('leads to what failed, from every other view', () => {
    expect(lastLine(failed(size))).toContain('2 Checks')
    expect(lastLine(pressing(failed(size), '2'))).not.toContain('2 Checks')
  })
})

describe('the help', () => {
  const shownIn = (...keys: readonly string[]): string =>
    frameOf(pressing(failed({ columns: 80, rows: 50 }), ...keys), undefined)
      .lines.map(textOf)
      .join('\n')

  test('has the keys of what it covers: of the list of checks, of an opened check', () => {
    expect(shownIn('2', '?')).toMatch(/↑↓ +choose/)
    expect(shownIn('2', 'enter', '?')).toMatch(/↑↓ +scroll/)
    expect(shownIn('2', 'enter', '?')).not.toMatch(/↑↓ +choose/)
  })
})

describe('the first line', () => {
  test.each(views)('names all views by their keys and marks %s where it is', view => {
    const title = textOf(
      frameOf(pressing(untouched({ columns: 60, rows: 20 }), viewDigit(view)), undefined).lines[0] ?? [],
    )
    expect(title.match(/\d [A-Z][a-z]+/g)).toEqual([
      '1 Lesson',
      '2 Checks',
      '3 Trace',
      '4 Hints',
      '5 Solution',
      '6 Map',
    ])
    expect(title).toContain(`▸${viewDigit(view)} `)
  })
})
