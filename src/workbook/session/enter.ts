// What Enter does, in each view and mode: answers a question, opens a hint, a check, a lesson, the solution.

import type { Effect, PageFacts } from './event.ts'
import { currentRow, toggleStep } from './check-rows.ts'
import { firstMatch, reveal } from './moving.ts'
import { currentHint, currentLesson, questionsOf } from './reading.ts'
import { memoryOf, remembering, type Answer, type SessionState } from './state.ts'

type Entered = readonly [SessionState, readonly Effect[]]

/** `page` is the page as it was: rows of matches are those of the text that has just been typed. */
export const enter = (state: SessionState, page: PageFacts): Entered => {
  switch (state.mode.type) {
    case 'searching':
      return [endSearch(state, state.mode.text, page), []]
    case 'typing':
      return answer(state, state.mode.question, {
        tried: [],
        isDone: true,
        text: state.mode.text.trim() === '' ? undefined : state.mode.text.trim(),
      })
    case 'choosing':
      return takeChoice(state, state.mode.cursor)
    case 'help':
    case 'check':
    case 'built':
      return [state, []]
    case 'reading':
      return enterView(state, page)
  }
}

const endSearch = (state: SessionState, text: string, page: PageFacts): SessionState => {
  const reading: SessionState = { ...state, mode: { type: 'reading' } }
  return text === '' ? { ...reading, search: undefined } : firstMatch({ ...reading, search: text }, page)
}

const enterView = (state: SessionState, page: PageFacts): Entered => {
  switch (state.view) {
    case 'lesson':
      return [openQuestion(state, page), []]
    case 'checks': {
      const row = currentRow(state)
      return [row?.type === 'step' ? toggleStep(state, row) : { ...state, mode: { type: 'check', top: 0 } }, []]
    }
    case 'hints':
      return openHint(state)
    case 'solution':
      return saved(remembering(state, { isSolutionSeen: true }))
    case 'map':
      return openLesson(state)
    case 'trace':
      return [state, []]
  }
}

const openQuestion = (state: SessionState, page: PageFacts): SessionState => {
  const number = state.chosen.question
  const question = number === undefined ? undefined : questionsOf(state.opened.lesson.text)[number]
  if (number === undefined || question === undefined || memoryOf(state).answers[number]?.isDone === true) return state
  const shown = reveal(state, `question ${number}`, page)
  if (question.type === 'predict') return { ...shown, mode: { type: 'typing', question: number, text: '' } }
  return { ...shown, mode: { type: 'choosing', question: number, cursor: 0 } }
}

/** A wrong choice is explained and another can be taken; the right one ends the question. */
export const takeChoice = (state: SessionState, choice: number): Entered => {
  if (state.mode.type !== 'choosing') return [state, []]
  const number = state.mode.question
  const question = questionsOf(state.opened.lesson.text)[number]
  const taken = question?.type === 'quiz' ? question.choices[choice] : undefined
  if (taken === undefined) return [state, []]
  const tried = [...(memoryOf(state).answers[number]?.tried ?? []).filter(before => before !== choice), choice]
  return answer({ ...state, mode: { ...state.mode, cursor: choice } }, number, {
    tried,
    isDone: taken.isRight,
    text: undefined,
  })
}

const answer = (state: SessionState, number: number, given: Answer): Entered => {
  const answered = remembering(state, { answers: { ...memoryOf(state).answers, [number]: given } })
  return saved(given.isDone ? { ...answered, mode: { type: 'reading' } } : answered)
}

const openHint = (state: SessionState): Entered => {
  const hint = currentHint(state)
  if (hint === undefined || hint.opened >= hint.hint.levels.length) return [state, []]
  const opened = { ...memoryOf(state).hints, [hint.key]: hint.opened + 1 }
  // The cursor stays on the hint, also when its last level has been opened.
  return saved(remembering({ ...state, chosen: { ...state.chosen, hint: hint.key } }, { hints: opened }))
}

const openLesson = (state: SessionState): Entered => {
  const number = currentLesson(state)
  const entry = state.course.lessons.find(lesson => lesson.number === number)
  if (entry?.isWritten !== true) return [state, []]
  if (number === state.opened.lesson.number) return [{ ...state, view: 'lesson', trail: [] }, []]
  return [state, [...saved(state)[1], { type: 'open-lesson', number }]]
}

const saved = (state: SessionState): Entered => [
  state,
  [{ type: 'save-progress', slug: state.opened.lesson.slug, memory: memoryOf(state) }],
]
