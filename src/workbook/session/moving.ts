// Moves through what is shown: scrolling, choosing, going to questions and matches. Works on the facts of the page it is given.

import type { Direction } from './bindings.ts'
import type { PageFacts } from './event.ts'
import { checkRowsOf, currentCheck, currentRow } from './check-rows.ts'
import { currentHint, currentLesson, hintsOf, questionsOf } from './reading.ts'
import { memoryOf, remembering, type Mode, type SessionState } from './state.ts'

/** The first row shown: of the help, of an opened check, or where this view of this lesson was left. */
export const topOf = (state: SessionState): number => {
  if (hasOwnPage(state.mode)) return state.mode.top
  return memoryOf(state).places[state.view] ?? 0
}

/** The state scrolled to a row, as far as there are rows. */
export const withTop = (state: SessionState, top: number, page: PageFacts): SessionState => {
  const clamped = Math.max(0, Math.min(Math.round(top), lastTop(page)))
  if (hasOwnPage(state.mode)) return { ...state, mode: { ...state.mode, top: clamped } }
  return remembering(state, { places: { ...memoryOf(state).places, [state.view]: clamped } })
}

const hasOwnPage = (mode: Mode): mode is Extract<Mode, { readonly top: number }> =>
  mode.type === 'help' || mode.type === 'check' || mode.type === 'built'

const lastTop = (page: PageFacts): number => Math.max(0, page.height - page.rows)

/** The first row on screen. The place may be one of a taller page: a narrower screen, an unfolded body. */
const shownTop = (state: SessionState, page: PageFacts): number => Math.min(topOf(state), lastTop(page))

export const scrollBy = (
  state: SessionState,
  how: { readonly by: 'line' | 'half' | 'page' | 'end'; readonly direction: Direction },
  page: PageFacts,
): SessionState => {
  if (how.by === 'end') return withTop(state, how.direction === 1 ? lastTop(page) : 0, page)
  // A page keeps two rows of the one before, so that the eye finds its place.
  const rows = { line: 1, half: Math.max(1, Math.floor(page.rows / 2)), page: Math.max(1, page.rows - 2) }[how.by]
  return withTop(state, shownTop(state, page) + rows * how.direction, page)
}

/** The next or previous of what can be chosen in this view; stops at the ends. */
export const chooseNext = (state: SessionState, direction: Direction, page: PageFacts): SessionState => {
  if (state.mode.type === 'choosing') return moveCursor(state, direction)
  switch (state.view) {
    case 'checks':
    case 'trace': {
      const ids = checkRowsOf(state).map(({ id }) => id)
      const check = neighbour(ids, currentRow(state)?.id, direction)
      return fromItsStart(state, { ...state, chosen: { ...state.chosen, check } })
    }
    case 'hints': {
      const hint = neighbour(
        hintsOf(state).map(({ key }) => key),
        currentHint(state)?.key,
        direction,
      )
      return reveal({ ...state, chosen: { ...state.chosen, hint } }, `hint ${hint ?? ''}`, page)
    }
    case 'map': {
      const lesson = neighbour(
        state.course.lessons.map(({ number }) => number),
        currentLesson(state),
        direction,
      )
      return reveal({ ...state, chosen: { ...state.chosen, lesson } }, `lesson ${lesson ?? ''}`, page)
    }
    case 'lesson':
    case 'solution':
      return state
  }
}

/** The state, which may have the cursor on another check than the one before: that one and its trace are shown from the start. */
export const fromItsStart = (before: SessionState, state: SessionState): SessionState => {
  if (currentCheck(before)?.check.id === currentCheck(state)?.check.id) return state
  const shown: SessionState = { ...state, mode: atItsStart(state.mode) }
  const { trace = 0, ...places } = memoryOf(state).places
  return trace === 0 ? shown : remembering(shown, { places })
}

const atItsStart = (mode: Mode): Mode => {
  if (mode.type === 'check') return { ...mode, top: 0 }
  return mode.type === 'help' && mode.covers.type === 'check' ? { ...mode, covers: { ...mode.covers, top: 0 } } : mode
}

const moveCursor = (state: SessionState, direction: Direction): SessionState => {
  if (state.mode.type !== 'choosing') return state
  const question = questionsOf(state.opened.lesson.text)[state.mode.question]
  const last = question?.type === 'quiz' ? question.choices.length - 1 : 0
  return { ...state, mode: { ...state.mode, cursor: Math.max(0, Math.min(last, state.mode.cursor + direction)) } }
}

const neighbour = <T>(all: readonly T[], current: T | undefined, direction: Direction): T | undefined => {
  const index = current === undefined ? -1 : all.indexOf(current)
  return all[Math.max(0, Math.min(all.length - 1, index + direction))]
}

/** Scrolls as little as shows the whole anchor; a taller one from its start. */
export const reveal = (state: SessionState, id: string, page: PageFacts): SessionState => {
  const anchor = page.anchors.find(candidate => candidate.id === id)
  if (anchor === undefined) return state
  const top = shownTop(state, page)
  if (anchor.top < top || anchor.height > page.rows) return withTop(state, anchor.top, page)
  if (anchor.top + anchor.height > top + page.rows) return withTop(state, anchor.top + anchor.height - page.rows, page)
  return state
}

/** The question after or before the one the cursor is on; with no cursor, the first one from the top of the screen. */
export const showQuestion = (state: SessionState, direction: Direction, page: PageFacts): SessionState => {
  const count = questionsOf(state.opened.lesson.text).length
  if (count === 0) return state
  const question =
    state.chosen.question === undefined
      ? firstFrom(state, direction, page, count)
      : (state.chosen.question + direction + count) % count
  const chosen = { ...state, chosen: { ...state.chosen, question } }
  const anchor = page.anchors.find(({ id }) => id === `question ${question}`)
  // A little of what comes before is shown too: a question belongs to its text.
  return anchor === undefined || isShown(state, anchor, page)
    ? chosen
    : withTop(chosen, anchor.top - Math.min(4, Math.floor(page.rows / 4)), page)
}

const isShown = (
  state: SessionState,
  anchor: { readonly top: number; readonly height: number },
  page: PageFacts,
): boolean => {
  const top = shownTop(state, page)
  return anchor.top >= top && anchor.top + anchor.height <= top + page.rows
}

const firstFrom = (state: SessionState, direction: Direction, page: PageFacts, count: number): number => {
  const tops = Array.from(
    { length: count },
    (_, index) => page.anchors.find(({ id }) => id === `question ${index}`)?.top ?? 0,
  )
  const top = shownTop(state, page)
  if (direction === 1)
    return Math.max(
      0,
      tops.findIndex(row => row >= top),
    )
  const before = tops.findLastIndex(row => row < top)
  return before === -1 ? count - 1 : before
}

/** The next row that has what is searched for; round the end to the start. */
export const toMatch = (state: SessionState, direction: Direction, page: PageFacts): SessionState => {
  const shown = currentMatch(page, shownTop(state, page), direction)
  return shown === undefined
    ? { ...state, notice: `nothing here has “${state.search ?? ''}”` }
    : withTop(state, shown, page)
}

/** The first match at or below the place that is read. */
export const firstMatch = (state: SessionState, page: PageFacts): SessionState => {
  const top = shownTop(state, page)
  const row = page.matches.find(match => match >= top) ?? page.matches[0]
  if (row === undefined) return { ...state, search: undefined, notice: `nothing here has “${state.search ?? ''}”` }
  return row < top + page.rows && row >= top ? state : withTop(state, row, page)
}

const currentMatch = (page: PageFacts, top: number, direction: Direction): number | undefined => {
  const { matches } = page
  // On the last screen all that follows is seen already: going on from there begins again.
  if (direction === 1) return (top < lastTop(page) ? matches.find(row => row > top) : undefined) ?? matches[0]
  return matches.findLast(row => row < top) ?? matches.at(-1)
}
