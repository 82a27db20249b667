// Screens of lesson 1, recorded as text. After a change on purpose: npx vitest run test/ui --update, then read the difference.

import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { frameOf } from '../../../src/ui/index.ts'
import type { SessionState, Size } from '../../../src/workbook/index.ts'
import { contractStep } from '../samples/contract-step.ts'
import { pressing } from '../samples/keys.ts'
import { failed, passed, running, runningAgain, untouched } from '../samples/lesson-one.ts'
import { recordOf } from '../samples/record.ts'

const screens: Readonly<Record<string, (size: Size) => SessionState>> = {
  'lesson-at-its-start': size => untouched(size),
  'lesson-scrolled': size => pressing(untouched(size), 'space', 'space', 'space'),
  'lesson-at-its-end': size => pressing(untouched(size), 'G'),
  'lesson-with-a-question-chosen': size => pressing(untouched(size), 'tab'),
  'lesson-with-a-prediction-typed': size => pressing(untouched(size), 'tab', 'enter', 'h', 'i'),
  'lesson-with-a-prediction-answered': size => pressing(untouched(size), 'tab', 'enter', 'h', 'i', 'enter'),
  'lesson-with-a-wrong-answer': size => pressing(untouched(size), 'shift-tab', 'enter', 'a'),
  'lesson-with-the-right-answer': size => pressing(untouched(size), 'shift-tab', 'enter', 'b'),
  'lesson-failed': size => failed(size),
  'lesson-being-searched': size => pressing(untouched(size), '/', 'b', 'l', 'a', 'n', 'k'),
  'lesson-with-matches': size => pressing(untouched(size), '/', 'b', 'l', 'a', 'n', 'k', 'enter', 'n'),
  'lesson-without-matches': size => pressing(untouched(size), '/', 'z', 'q', 'enter'),
  'checks-before-a-run': size => pressing(untouched(size), '2'),
  'checks-running': size => pressing(running(size), '2'),
  'checks-running-again': size => pressing(runningAgain(size), '2'),
  'checks-failed': size => pressing(failed(size), '2'),
  'checks-passed': size => pressing(passed(size), '2'),
  'check-opened': size => pressing(failed(size), '2', 'enter'),
  'check-not-run': size => pressing(failed(size), '2', 'down'),
  'contract-before-a-run': size => pressing(contractStep.untouched(size), '2', 'down', 'down', 'down'),
  'contract-running': size => pressing(contractStep.running(size), '2'),
  'contract-not-run': size => pressing(contractStep.notRun(size), '2', 'down', 'down'),
  'contract-failed': size => pressing(contractStep.failed(size), '2'),
  'contract-passed': size => pressing(contractStep.passed(size), '2', 'down', 'down', 'down'),
  'contract-listed': size => pressing(contractStep.passed(size), '2', 'down', 'down', 'down', 'enter', 'down'),
  'built-being-followed': size => pressing(contractStep.passed(size), 'w'),
  built: size => contractStep.built(size),
  'trace-before-a-run': size => pressing(untouched(size), '3'),
  'trace-failed': size => pressing(failed(size), '3'),
  'trace-with-line-ends': size => pressing(failed(size), '3', 'c'),
  'trace-in-hex': size => pressing(failed(size), '3', 'x'),
  'trace-of-a-check-not-run': size => pressing(failed(size), '3', 'right'),
  'hints-before-a-run': size => pressing(untouched(size), '4'),
  'hints-failed': size => pressing(failed(size), '4'),
  'hints-opened': size => pressing(failed(size), '4', 'enter', 'enter', 'enter'),
  'solution-closed': size => pressing(untouched(size), '5'),
  'solution-opened': size => pressing(untouched(size), '5', 'enter'),
  'solution-reached': size => pressing(passed(size), '5', 'enter'),
  map: size => pressing(untouched(size), '6'),
  'map-passed': size => pressing(passed(size), '6'),
  'help-in-lesson': size => pressing(untouched(size), '?'),
  'help-in-trace': size => pressing(failed(size), '3', '?'),
}

const sizes: readonly Size[] = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
]

describe.each(Object.keys(screens))('%s', name => {
  test.each(sizes)('looks as recorded at $columns by $rows', async size => {
    const session = screens[name]?.(size)
    if (session === undefined) throw new Error(`no screen ${name}`)
    await expect(recordOf(frameOf(session, undefined).lines)).toMatchFileSnapshot(fileOf(name, size))
  })
})

test('a window that is too small says so, and how to leave', async () => {
  const size = { columns: 50, rows: 15 }
  await expect(recordOf(frameOf(untouched(size), undefined).lines)).toMatchFileSnapshot(fileOf('too-small', size))
})

const fileOf = (name: string, { columns, rows }: Size): string =>
  join(import.meta.dirname, '../screens', `${name}.${columns}x${rows}.txt`)
