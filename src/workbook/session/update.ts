// The session: (state, event) to [state, effects]. Pure: the same event in the same state always does the same.

import { bindingsOf, type Action, type Binding } from './bindings.ts'
import type { Effect, PageFacts, SessionEvent } from './event.ts'
import { enter, takeChoice } from './enter.ts'
import { keyWord, type Key } from './key.ts'
import { chooseNext, scrollBy, showQuestion, toMatch } from './moving.ts'
import { nextLesson, placeToEdit } from './reading.ts'
import { lookBack, noteFollowed } from './looking-back.ts'
import { followRun, startRun } from './runs.ts'
import { memoryOf, noRun, nothingChosen, type Mode, type SessionState, type View } from './state.ts'

export type Update = readonly [SessionState, readonly Effect[]]

/** How long a key must rest before it advances or starts something again: longer than the delay before keys repeat. */
export const restMs = 700

export const update = (state: SessionState, event: SessionEvent): Update => {
  switch (event.type) {
    case 'key':
      return pressKey({ ...state, notice: undefined }, event.key, event.page, event.sinceSameMs)
    case 'paste':
      return [typeText(state, event.text.split(/\r\n?|\n/)[0] ?? ''), []]
    case 'resize':
      return [{ ...state, size: event.size }, []]
    case 'file-saved':
      return startRun({ ...state, opened: { ...state.opened, mine: event.mine } })
    case 'run-progress':
    case 'run-finished':
    case 'run-broke':
    case 'tick':
      return followRun(state, event)
    case 'request-followed':
      return [noteFollowed(state, event), []]
    case 'editor-closed':
      // What was said while the editor had the terminal has not been seen yet.
      return [event.problem === undefined ? state : { ...state, notice: event.problem }, []]
    case 'trouble':
      return [{ ...state, notice: event.sentence }, []]
    case 'lesson-opened':
      return openLesson(state, event)
  }
}

const pressKey = (state: SessionState, key: Key, page: PageFacts, sinceSameMs: number | undefined): Update => {
  const word = keyWord(key)
  const binding = bindingsOf(state).find(({ keys }) => keys.includes(word))
  if (binding === undefined)
    return [key.text === undefined || key.ctrl || key.alt ? state : typeText(state, key.text), []]
  if (isHeld(binding, sinceSameMs)) return [state, []]
  return act(state, binding.action, page)
}

const isHeld = (binding: Binding, sinceSameMs: number | undefined): boolean =>
  binding.once === true && sinceSameMs !== undefined && sinceSameMs < restMs

const typeText = (state: SessionState, text: string): SessionState =>
  state.mode.type === 'searching' || state.mode.type === 'typing'
    ? { ...state, mode: { ...state.mode, text: cutText(state.mode.text + text) } }
    : state

/** No longer than can be read, and cut between characters. */
const cutText = (text: string): string =>
  Array.from(text.slice(0, 2 * longest))
    .slice(0, longest)
    .join('')

const longest = 500

const act = (state: SessionState, action: Action, page: PageFacts): Update => {
  switch (action.type) {
    case 'quit':
      return [state, [saving(state), { type: 'quit' }]]
    case 'suspend':
      return [state, [{ type: 'suspend' }]]
    case 'view':
      return [openView(state, action.view), []]
    case 'back':
      return [goBack(state), []]
    case 'help':
      return [{ ...state, mode: helpOver(state.mode) }, []]
    case 'scroll':
      return [scrollBy(state, action, page), []]
    case 'choose':
      return [chooseNext(state, action.direction, page), []]
    case 'question':
      return [showQuestion(state, action.direction, page), []]
    case 'enter':
      return enter(state, page)
    case 'letter':
      return takeChoice(state, action.choice)
    case 'search':
      return [{ ...state, mode: { type: 'searching', text: '' } }, []]
    case 'leave-search':
      return [{ ...state, search: undefined }, []]
    case 'match':
      return [toMatch(state, action.direction, page), []]
    case 'hex':
      return [{ ...state, trace: { ...state.trace, bodies: state.trace.bodies === 'hex' ? 'pretty' : 'hex' } }, []]
    case 'line-ends':
      return [
        { ...state, trace: { ...state.trace, lineEnds: state.trace.lineEnds === 'shown' ? 'hidden' : 'shown' } },
        [],
      ]
    case 'fold':
      return [foldOrUnfold(state, page), []]
    case 'erase':
      return [eraseOne(state), []]
    case 'edit':
      return edit(state)
    case 'run':
      return startRun(state)
    case 'next-lesson':
      return openNext(state)
    case 'built':
      return lookBack(state)
  }
}

const saving = (state: SessionState): Effect => ({
  type: 'save-progress',
  slug: state.opened.lesson.slug,
  memory: memoryOf(state),
})

const openView = (state: SessionState, view: View): SessionState => {
  const reading: SessionState = { ...state, mode: { type: 'reading' }, search: undefined }
  if (view === state.view) return reading
  // A view is in the trail once: going round in circles does not make the way back longer.
  return { ...reading, view, trail: [...state.trail.filter(before => before !== view), state.view] }
}

const helpOver = (mode: Mode): Mode => {
  if (mode.type === 'help') return mode.covers
  const isPage = mode.type === 'check' || mode.type === 'built'
  return { type: 'help', top: 0, covers: isPage ? mode : { type: 'reading' } }
}

const goBack = (state: SessionState): SessionState => {
  if (state.mode.type === 'help') return { ...state, mode: state.mode.covers }
  if (state.mode.type !== 'reading') return { ...state, mode: { type: 'reading' } }
  const before = state.trail.at(-1)
  if (before !== undefined) return { ...state, view: before, trail: state.trail.slice(0, -1), search: undefined }
  return state.view === 'lesson'
    ? { ...state, chosen: { ...state.chosen, question: undefined } }
    : { ...state, view: 'lesson' }
}

const foldOrUnfold = (state: SessionState, page: PageFacts): SessionState => {
  const folds = page.anchors.flatMap(({ id }) => (id.startsWith('fold ') ? [id.slice('fold '.length)] : []))
  return {
    ...state,
    trace: { ...state.trace, unfolded: folds.length > 0 ? new Set([...state.trace.unfolded, ...folds]) : new Set() },
  }
}

const eraseOne = (state: SessionState): SessionState =>
  state.mode.type === 'searching' || state.mode.type === 'typing'
    ? { ...state, mode: { ...state.mode, text: Array.from(state.mode.text).slice(0, -1).join('') } }
    : state

const edit = (state: SessionState): Update => {
  const place = placeToEdit(state)
  if (place === undefined) return [state, []]
  return [state, [{ type: 'open-editor', file: place.path, line: place.line, column: place.column }]]
}

const openNext = (state: SessionState): Update => {
  const next = nextLesson(state)
  return next === undefined ? [state, []] : [state, [saving(state), { type: 'open-lesson', number: next.number }]]
}

/** The lesson's text, where it was left; the run of the lesson before is over. */
const openLesson = (state: SessionState, { opened }: Extract<SessionEvent, { type: 'lesson-opened' }>): Update => [
  {
    ...state,
    opened,
    view: 'lesson',
    trail: [],
    mode: { type: 'reading' },
    chosen: nothingChosen,
    openSteps: new Set(),
    search: undefined,
    trace: { ...state.trace, unfolded: new Set() },
    run: { ...noRun, number: state.run.number + 1 },
    path: undefined,
  },
  state.run.phase === 'checking' ? [{ type: 'cancel-run' }] : [],
]
