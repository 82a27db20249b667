// Anything that can happen to a session, in any order: keys on pages of any shape, runs that are stale, lessons opened.

import fc from 'fast-check'
import {
  update,
  type Effect,
  type PageFacts,
  type SessionEvent,
  type SessionState,
} from '../../../src/workbook/index.ts'
import { judgedAs, keyEvent, opened, openedNext, resultOf, type Outcome } from './sample.ts'

const keys = (
  '1 2 3 4 5 6 h s m t r e w ? / n N x c f g G j k a b tab shift-tab enter escape space pageup pagedown up down left right ' +
  '[ ] home end ctrl-d ctrl-u ctrl-f ctrl-b ctrl-c ctrl-z backspace f1 q z 中'
).split(' ')

const row = fc.integer({ min: 0, max: 150 })

/** As a view may lay itself out: anchors and matches lie within it. */
export const anyPage: fc.Arbitrary<PageFacts> = fc
  .record({
    rows: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 0, max: 150 }),
    tops: fc.array(row, { minLength: 3, maxLength: 3 }),
    found: fc.array(row, { maxLength: 4 }),
    anchorHeight: fc.integer({ min: 1, max: 50 }),
  })
  .map(({ rows, height, tops, found, anchorHeight }) => ({
    rows,
    height,
    anchors: tops.flatMap((top, number) =>
      ['question', 'lesson', 'fold', 'hint'].map(what => ({
        id: what === 'hint' ? `hint step listen ${number}` : `${what} ${number}`,
        top: Math.min(top, Math.max(0, height - anchorHeight)),
        height: Math.min(anchorHeight, height),
      })),
    ),
    matches: [...new Set(found.filter(match => match < height))].toSorted((a, b) => a - b),
  }))

const outcome = fc.constantFrom<Outcome>('passed', 'not-run', 'closed-empty', 'left-open')
const judged = fc
  .tuple(fc.constantFrom('passed', 'failed', 'error', 'cancelled'), outcome, outcome, outcome)
  .map(([verdict, ...outcomes]) => judgedAs(verdict, ...outcomes))
const anyText = fc.string({ unit: 'binary', maxLength: 12 })
const check = fc.constantFrom('simple', 'pieces', 'closes', 'parses')

/** An event that may be of this run, of one before, or of one that has not begun. */
export type Step = (state: SessionState) => SessionEvent
const always = (event: SessionEvent): Step => () => event // prettier-ignore
const offset = fc.constantFrom(0, 0, 0, 0, -1, 1)

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .tuple(fc.constantFrom(...keys), anyPage, fc.constantFrom(undefined, 30, 900))
      .map(([key, page, since]) =>
        always(keyEvent(key, { page, ...(since === undefined ? {} : { sinceSameMs: since }) })),
      ),
  },
  anyText.map(text => always({ type: 'paste', text })),
  fc.record({ columns: fc.nat(200), rows: fc.nat(60) }).map(size => always({ type: 'resize', size })),
  { weight: 2, arbitrary: anyText.map(text => always({ type: 'file-saved', mine: new Map([['server.ts', text]]) })) },
  fc.tuple(offset, check).map(([by, id]): Step => ({ run }) => ({
    type: 'run-progress',
    run: run.number + by,
    progress: { type: 'check-started', id },
  })),
  fc.tuple(offset, check, outcome).map(([by, id, came]): Step => ({ run }) => ({
    type: 'run-progress',
    run: run.number + by,
    progress: { type: 'check-finished', result: resultOf(id, came) },
  })),
  {
    weight: 3,
    arbitrary: fc
      .tuple(offset, judged)
      .map(([by, report]): Step => ({ run }) => ({ type: 'run-finished', run: run.number + by, judged: report })),
  },
  fc
    .tuple(offset, anyText)
    .map(([by, problem]): Step => ({ run }) => ({ type: 'run-broke', run: run.number + by, problem })),
  fc
    .tuple(offset, fc.nat(5000))
    .map(([by, elapsedMs]): Step => ({ run }) => ({ type: 'tick', run: run.number + by, elapsedMs })),
  offset.map((by): Step => ({ run }) => ({ type: 'request-followed', run: run.number + by, path: undefined })),
  fc.option(anyText, { nil: undefined }).map(problem => always({ type: 'editor-closed', problem })),
  fc.constantFrom(opened, openedNext).map(lesson => always({ type: 'lesson-opened', opened: lesson })),
  anyText.map(sentence => always({ type: 'trouble', sentence })),
)

export const anyEvents: fc.Arbitrary<readonly Step[]> = fc.array(anyStep, { maxLength: 30 })

export type Moment = {
  readonly before: SessionState
  readonly event: SessionEvent
  readonly after: SessionState
  readonly effects: readonly Effect[]
}

/** What each of the events did, in order. */
export const momentsOf = (from: SessionState, steps: readonly Step[]): readonly Moment[] => {
  const moments: Moment[] = []
  for (const step of steps) {
    const before = moments.at(-1)?.after ?? from
    const event = step(before)
    const [after, effects] = update(before, event)
    moments.push({ before, event, after, effects })
  }
  return moments
}

/** The state after all of them. */
export const walk = (from: SessionState, steps: readonly Step[]): SessionState =>
  momentsOf(from, steps).at(-1)?.after ?? from
