// What a session's state means: the hints that fit the check in question, whether there is a next lesson. Changes nothing.

import type { Block, Hint, LessonEntry } from '../../lesson/index.ts'
import type { SourceLocation } from '../../trace/index.ts'
import { currentCheck } from './check-rows.ts'
import { memoryOf, type SessionState } from './state.ts'

export type HintView = { readonly key: string; readonly hint: Hint; readonly about: string; readonly opened: number }

/** Hints, those for the fault at hand first: its code, its check, the step it belongs to, then the rest of the steps. */
export const hintsOf = (state: SessionState): readonly HintView[] => {
  const lesson = state.opened.lesson
  const current = currentCheck(state)
  const failed = current?.result?.verdict.type === 'failed' ? current : undefined
  const code = failed?.result?.verdict.type === 'failed' ? failed.result.verdict.diagnosis.code : undefined
  const stepOf = (id: string): string | undefined => lesson.steps.find(step => step.checks.includes(id))?.id
  const step = failed === undefined ? undefined : stepOf(failed.check.id)
  const rank = ({ on }: Hint): number => {
    if (on.type === 'code') return on.id === code ? 0 : -1
    if (on.type === 'check') return on.id === failed?.check.id ? 1 : -1
    return on.id === step ? 2 : 3
  }
  const opened = memoryOf(state).hints
  return lesson.hints
    .map((hint, index) => ({
      hint,
      rank: rank(hint),
      key: hintKey(lesson.hints, index),
      about: aboutHint(hint, state),
      opened: 0,
    }))
    .map(view => ({ ...view, opened: Math.min(opened[view.key] ?? 0, view.hint.levels.length) }))
    .filter(view => view.rank >= 0 || view.opened > 0)
    .map(view => ({ ...view, rank: view.rank < 0 ? 4 : view.rank }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ key, hint, about, opened }) => ({ key, hint, about, opened }))
}

/** Hints are remembered by what they hang on, so that a hint more elsewhere closes none; several on one thing by their place. */
const hintKey = (hints: readonly Hint[], index: number): string => {
  const nameOf = (hint: Hint | undefined): string => `${hint?.on.type} ${hint?.on.id}`
  const name = nameOf(hints[index])
  return `${name} ${hints.slice(0, index).filter(before => nameOf(before) === name).length}`
}

const aboutHint = (hint: Hint, state: SessionState): string => {
  const lesson = state.opened.lesson
  switch (hint.on.type) {
    case 'code':
      return `About ${hint.on.id}`
    case 'check':
      return lesson.checks.find(check => check.id === hint.on.id)?.title ?? hint.on.id
    case 'step':
      return lesson.steps.find(step => step.id === hint.on.id)?.title ?? hint.on.id
  }
}

/** The hint that Enter opens: the chosen one, else the first with something left, else the first. */
export const currentHint = (state: SessionState): HintView | undefined => {
  const hints = hintsOf(state)
  return (
    hints.find(hint => hint.key === state.chosen.hint) ??
    hints.find(hint => hint.opened < hint.hint.levels.length) ??
    hints[0]
  )
}

export type Question = Extract<Block, { type: 'quiz' | 'predict' }>

/** Questions in the order of the text; those inside quotes and lists count too. */
export const questionsOf = (blocks: readonly Block[]): readonly Question[] =>
  blocks.flatMap((block): readonly Question[] => {
    if (block.type === 'quiz' || block.type === 'predict') return [block]
    if (block.type === 'quote') return questionsOf(block.blocks)
    if (block.type === 'list') return block.items.flatMap(questionsOf)
    return []
  })

/** The lesson after this one, once this one is passed and when it is written. */
export const nextLesson = (state: SessionState): LessonEntry | undefined => {
  if (!memoryOf(state).isPassed) return undefined
  const next = state.course.lessons.find(entry => entry.number === state.opened.lesson.number + 1)
  return next?.isWritten === true ? next : undefined
}

/** Whether there is something to look back on: the lesson is passed, and so was the last run, if there was one. */
export const mayLookBack = (state: SessionState): boolean =>
  memoryOf(state).isPassed &&
  (state.mode.type !== 'built' || state.path === undefined) &&
  (state.run.last?.report.verdict ?? 'passed') === 'passed'

/** The lesson the map's cursor is on. */
export const currentLesson = (state: SessionState): number => state.chosen.lesson ?? state.opened.lesson.number

/** Where the editor should open: the learner's line that the fault at hand is about, else the first line. */
export const placeToEdit = (state: SessionState): SourceLocation | undefined => {
  const file = state.opened.file
  if (file === undefined) return undefined
  const start = { path: file, line: 1, column: 1 }
  const current = currentCheck(state)
  if (current?.result?.verdict.type !== 'failed') return start
  return state.run.last?.explanations.get(current.check.id)?.source ?? current.result.verdict.diagnosis.source ?? start
}
