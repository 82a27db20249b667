// lesson.json: title, minutes, application, steps, checks, hints; and attempt.json. Every name in them is looked up here.

import { diagnosisCodes } from '../../check/index.ts'
import {
  faultAt,
  fieldsOf,
  filledListOf,
  listOf,
  minutesOf,
  needDistinct,
  needKnown,
  readJson,
  shapeFault,
  slugOf,
  textOf,
  type Fields,
  type Placed,
  type Source,
} from './guard.ts'
import type { JsonNode } from './json.ts'

export type LessonFile = {
  readonly title: string
  readonly minutes: number
  /** The slug of the first lesson in which the checks of this one no longer hold. */
  readonly until: Placed<string> | undefined
  /** What the learner's program can do once the lesson is passed, in a sentence. */
  readonly built: string | undefined
  /** `FILE:NAME`, what the program is started with. */
  readonly app: Placed<string> | undefined
  readonly steps: readonly StepEntry[]
  readonly checks: readonly CheckEntry[]
  readonly hints: readonly HintEntry[]
}
export type StepEntry = {
  readonly id: Placed<string>
  readonly title: string
  /** None in a step that is the contract. */
  readonly checks: readonly Placed<string>[]
  readonly isContract: boolean
}
export type CheckEntry = { readonly fixture: Placed<string>; readonly needs: readonly Placed<string>[] }
export type HintEntry = {
  readonly type: 'step' | 'check' | 'code'
  readonly id: Placed<string>
  /** As written: a line `<<< …` in it is an include. */
  readonly levels: readonly Placed<string>[]
}
export type AttemptFile = {
  readonly check: Placed<string>
  readonly code: Placed<string>
  readonly why: string
}

/** Throws PackError. A check has the name of its fixture. */
export const parseLessonFile = (source: Source): LessonFile => {
  const fields = fieldsOf(source, readJson(source), [
    'title',
    'minutes',
    'built',
    'until',
    'app',
    'steps',
    'checks',
    'hints',
  ])
  const until = fields.find('until')
  const app = fields.find('app')
  const built = fields.find('built')
  const hints = fields.find('hints')
  const file: LessonFile = {
    title: textOf(source, fields.need('title')),
    minutes: minutesOf(source, fields.need('minutes')),
    until: until === undefined ? undefined : slugOf(source, until),
    built: built === undefined ? undefined : textOf(source, built),
    app: app === undefined ? undefined : { value: textOf(source, app), offset: app.offset },
    steps: filledListOf(source, fields.need('steps'), node => parseStep(source, node)),
    checks: filledListOf(source, fields.need('checks'), node => parseCheck(source, node)),
    hints: hints === undefined ? [] : listOf(source, hints, node => parseHint(source, node)),
  }
  lookUpNames(source, file)
  return file
}

/** Throws PackError. `checks` are the lesson's. */
export const parseAttemptFile = (source: Source, checks: readonly string[]): AttemptFile => {
  const fields = fieldsOf(source, readJson(source), ['check', 'code', 'why'])
  const file = {
    check: slugOf(source, fields.need('check')),
    code: slugOf(source, fields.need('code')),
    why: textOf(source, fields.need('why')),
  }
  needKnown(source, file.check, checks, 'a check')
  needKnown(source, file.code, diagnosisCodes, 'a diagnosis code')
  return file
}

const parseStep = (source: Source, node: JsonNode): StepEntry => {
  const fields = fieldsOf(source, node, ['id', 'title', 'checks', 'contract'])
  const contract = fields.find('contract')
  const step = { id: slugOf(source, fields.need('id')), title: textOf(source, fields.need('title')) }
  if (contract === undefined) {
    const checks = filledListOf(source, fields.need('checks'), item => slugOf(source, item))
    return { ...step, checks, isContract: false }
  }
  if (contract.type !== 'word' || contract.value !== true)
    throw shapeFault(source, contract, 'true, or no "contract" at all')
  const own = fields.find('checks')
  if (own !== undefined) throw faultAt(source, own.offset, contractWithChecks)
  return { ...step, checks: [], isContract: true }
}

const contractWithChecks = {
  problem: 'a step with checks that is the contract too',
  expected: '"checks" or "contract"',
  received: 'both',
  next: 'Give the contract a step of its own.',
} as const

const parseCheck = (source: Source, node: JsonNode): CheckEntry => {
  const fields = fieldsOf(source, node, ['fixture', 'needs'])
  const needs = fields.find('needs')
  return {
    fixture: slugOf(source, fields.need('fixture')),
    needs: needs === undefined ? [] : listOf(source, needs, item => slugOf(source, item)),
  }
}

const parseHint = (source: Source, node: JsonNode): HintEntry => {
  const fields = fieldsOf(source, node, ['step', 'check', 'code', 'levels'])
  return {
    ...hintOn(source, fields),
    levels: filledListOf(source, fields.need('levels'), item => ({
      value: levelText(source, item),
      offset: item.offset,
    })),
  }
}

const hintOn = (
  source: Source,
  fields: Fields<'step' | 'check' | 'code' | 'levels'>,
): Pick<HintEntry, 'type' | 'id'> => {
  const named = (['step', 'check', 'code'] as const).flatMap(type => {
    const node = fields.find(type)
    return node === undefined ? [] : [{ type, id: slugOf(source, node) }]
  })
  const [on, other] = named
  if (on !== undefined && other === undefined) return on
  throw faultAt(source, fields.offset, {
    problem: 'a hint that hangs on nothing, or on two things',
    expected: 'one of "step", "check" and "code"',
    received: named.map(({ type }) => `"${type}"`).join(' and ') || 'none of them',
    next: 'Say in one field what the hint is about.',
  })
}

/** A list of texts is their lines: JSON has no text of several lines. */
const levelText = (source: Source, node: JsonNode): string => {
  if (node.type !== 'list') return textOf(source, node)
  const lines = filledListOf(source, node, line => {
    if (line.type !== 'text' || /\p{Cc}/u.test(line.value)) throw shapeFault(source, line, 'one line of text')
    return line.value
  })
  if (lines.every(line => line.trim() === '')) throw shapeFault(source, node, 'a text')
  return lines.join('\n')
}

const lookUpNames = (source: Source, file: LessonFile): void => {
  const checks = file.checks.map(check => check.fixture)
  const checkNames = checks.map(check => check.value)
  const stepChecks = file.steps.flatMap(step => step.checks)
  needDistinct(source, checks, 'check')
  needDistinct(
    source,
    file.steps.map(step => step.id),
    'step',
  )
  const misplaced = file.steps.slice(0, -1).find(step => step.isContract)
  if (misplaced !== undefined) throw faultAt(source, misplaced.id.offset, contractBeforeOthers)
  for (const check of stepChecks) needKnown(source, check, checkNames, 'a check')
  needDistinct(source, stepChecks, 'check of a step')
  for (const [index, check] of file.checks.entries()) lookUpCheck(source, check, checkNames.slice(0, index), stepChecks)
  for (const { type, id } of file.hints) needKnown(source, id, namesFor(type, file), `a ${type}`)
}

const contractBeforeOthers = {
  problem: 'steps after the contract',
  expected: 'the contract as the last step: it is run when all else has passed',
  received: 'another step after it',
  next: 'Move it to the end.',
} as const

const lookUpCheck = (
  source: Source,
  check: CheckEntry,
  earlier: readonly string[],
  inSteps: readonly Placed<string>[],
): void => {
  for (const need of check.needs) needKnown(source, need, earlier, 'a check that comes before this one')
  if (inSteps.some(({ value }) => value === check.fixture.value)) return
  throw faultAt(source, check.fixture.offset, {
    problem: 'a check that belongs to no step',
    expected: 'each check in the list of one step',
    received: `"${check.fixture.value}" in none`,
    next: 'Add it to the "checks" of the step that makes it pass.',
  })
}

const namesFor = (type: HintEntry['type'], file: LessonFile): readonly string[] => {
  if (type === 'code') return diagnosisCodes
  return type === 'step' ? file.steps.map(step => step.id.value) : file.checks.map(check => check.fixture.value)
}
