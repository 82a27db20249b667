// Which key does what, now: one table for the update, the last line of the screen and the help. Order is importance.

import { currentRow } from './check-rows.ts'
import { currentHint, currentLesson, mayLookBack, nextLesson, questionsOf } from './reading.ts'
import { memoryOf, views, type SessionState, type View } from './state.ts'

export type Action =
  | { readonly type: 'quit' | 'suspend' | 'back' | 'help' | 'edit' | 'run' | 'next-lesson' | 'built' }
  | { readonly type: 'view'; readonly view: View }
  | { readonly type: 'scroll'; readonly by: 'line' | 'half' | 'page' | 'end'; readonly direction: Direction }
  | { readonly type: 'choose'; readonly direction: Direction }
  | { readonly type: 'question'; readonly direction: Direction }
  /** The thing Enter is for, in each view and mode. */
  | { readonly type: 'enter' }
  | { readonly type: 'letter'; readonly choice: number }
  | { readonly type: 'search' | 'leave-search' }
  | { readonly type: 'match'; readonly direction: Direction }
  | { readonly type: 'hex' | 'line-ends' | 'fold' }
  | { readonly type: 'erase' }
export type Direction = 1 | -1

export type Binding = {
  /** Words of keys, as `keyWord` makes them. */
  readonly keys: readonly string[]
  /** How the screen writes the keys. */
  readonly shown: string
  readonly label: string
  readonly action: Action
  /** A key held down does this once: it advances, or starts something. */
  readonly once?: true
  /** Only in the help, not on the last line. */
  readonly isQuiet?: true
}

export const viewNames = {
  lesson: 'Lesson',
  checks: 'Checks',
  trace: 'Trace',
  hints: 'Hints',
  solution: 'Solution',
  map: 'Map',
} as const satisfies Record<View, string>

/** The digit that opens the view. */
export const viewDigit = (view: View): string => String(views.indexOf(view) + 1)

/** The bindings that work now, the most important first. */
export const bindingsOf = (state: SessionState): readonly Binding[] => [...modeBindings(state), ...leaving]

const leaving: readonly Binding[] = [
  { keys: ['ctrl-c'], shown: 'Ctrl-C', label: 'quit', action: { type: 'quit' }, isQuiet: true },
  { keys: ['ctrl-z'], shown: 'Ctrl-Z', label: 'suspend', action: { type: 'suspend' }, isQuiet: true },
]

const quit: Binding = { keys: ['q'], shown: 'q', label: 'quit', action: { type: 'quit' } }
const help: Binding = { keys: ['?', 'f1'], shown: '?', label: 'all keys', action: { type: 'help' } }
const back: Binding = { keys: ['escape'], shown: 'Esc', label: 'back', action: { type: 'back' } }
const enter = (label: string): Binding => ({
  keys: ['enter'],
  shown: 'Enter',
  label,
  action: { type: 'enter' },
  once: true,
})

const modeBindings = (state: SessionState): readonly Binding[] => {
  switch (state.mode.type) {
    case 'searching':
      return [
        enter('find'),
        back,
        { keys: ['backspace'], shown: '⌫', label: 'erase', action: { type: 'erase' }, isQuiet: true },
      ]
    case 'typing':
      return [
        enter('see what happens'),
        back,
        { keys: ['backspace'], shown: '⌫', label: 'erase', action: { type: 'erase' }, isQuiet: true },
      ]
    case 'choosing':
      return [enter('take this answer'), ...choosing, ...letters(state), back, quit]
    case 'help':
      return [...scrolling, back, { ...help, label: 'back', isQuiet: true }, quit]
    case 'check':
      return [...scrolling, back, ...everywhere(state), help, quit]
    case 'built':
      return [...nextBinding(state), ...scrolling, back, ...everywhere(state), help, quit]
    case 'reading':
      return [
        ...searchBindings(state),
        ...viewBindings(state),
        ...backBinding(state),
        ...searchingIn(state),
        ...everywhere(state),
        help,
        quit,
      ]
  }
}

const backBinding = (state: SessionState): readonly Binding[] => {
  if (state.search !== undefined) return []
  return [state.view === 'lesson' && state.trail.length === 0 ? { ...back, isQuiet: true } : back]
}

const viewBindings = (state: SessionState): readonly Binding[] => {
  switch (state.view) {
    case 'lesson':
      return [...nextBinding(state), ...questionBindings(state), ...scrolling]
    case 'checks':
      return [...nextBinding(state), enter(openLabel(state)), ...choosing]
    case 'trace':
      return [...scrolling, ...sideways, ...tracing]
    case 'hints':
      return [
        ...hintBindings(state),
        ...choosing,
        ...scrolling.filter(binding => !binding.keys.includes('up') && !binding.keys.includes('down')),
      ]
    case 'solution':
      return memoryOf(state).isSolutionSeen ? scrolling : [enter('show the solution')]
    case 'map':
      return [...nextBinding(state), ...mapBindings(state), ...choosing]
  }
}

const openLabel = (state: SessionState): string => {
  const row = currentRow(state)
  if (row?.type !== 'step') return 'open'
  return row.isOpen ? 'close' : 'list them'
}

const nextBinding = (state: SessionState): readonly Binding[] => {
  const next = nextLesson(state)
  if (next === undefined || state.search !== undefined) return []
  return [{ keys: ['n'], shown: 'n', label: `lesson ${next.number}`, action: { type: 'next-lesson' }, once: true }]
}

const questionBindings = (state: SessionState): readonly Binding[] => {
  if (questionsOf(state.opened.lesson.text).length === 0) return []
  const tab: Binding = { keys: ['tab'], shown: 'Tab', label: 'question', action: { type: 'question', direction: 1 } }
  const shiftTab: Binding = {
    keys: ['shift-tab'],
    shown: 'Shift-Tab',
    label: 'question before',
    action: { type: 'question', direction: -1 },
    isQuiet: true,
  }
  const question = state.chosen.question
  if (question === undefined) return [tab, shiftTab]
  return memoryOf(state).answers[question]?.isDone === true ? [tab, shiftTab] : [enter('answer'), tab, shiftTab]
}

const hintBindings = (state: SessionState): readonly Binding[] => {
  const hint = currentHint(state)
  return hint !== undefined && hint.opened < hint.hint.levels.length
    ? [enter(hint.opened === 0 ? 'open the hint' : 'open more')]
    : []
}

const mapBindings = (state: SessionState): readonly Binding[] => {
  const entry = state.course.lessons.find(lesson => lesson.number === currentLesson(state))
  return entry?.isWritten === true ? [enter('open')] : []
}

/** Views by digit, and by the letters that messages name. */
const everywhere = (state: SessionState): readonly Binding[] => [
  ...(state.opened.file === undefined
    ? []
    : [{ keys: ['e'], shown: 'e', label: 'edit', action: { type: 'edit' }, once: true } as const]),
  {
    keys: ['r'],
    shown: 'r',
    label: 'run again',
    action: { type: 'run' },
    once: true,
    isQuiet: state.view === 'checks' ? undefined : true,
  } as Binding,
  ...(mayLookBack(state) ? [lookBack] : []),
  ...views.map((view): Binding => ({
    keys: viewKeys[view],
    shown: viewKeys[view].join(' '),
    label: viewNames[view],
    action: { type: 'view', view },
    ...(view === 'checks' && isFaultElsewhere(state) ? {} : { isQuiet: true as const }),
  })),
]

const lookBack: Binding = { keys: ['w'], shown: 'w', label: 'what you built', action: { type: 'built' }, isQuiet: true }

/** Something failed, and the view that says what is another one. */
const isFaultElsewhere = (state: SessionState): boolean =>
  state.run.last?.report.verdict === 'failed' && state.view !== 'checks'

const viewKeys = {
  lesson: ['1'],
  checks: ['2'],
  trace: ['3', 't'],
  hints: ['4', 'h'],
  solution: ['5', 's'],
  map: ['6', 'm'],
} as const satisfies Record<View, readonly string[]>

const scroll = (
  keys: readonly string[],
  shown: string,
  label: string,
  by: 'line' | 'half' | 'page' | 'end',
  direction: Direction,
): Binding => ({
  keys,
  shown,
  label,
  action: { type: 'scroll', by, direction },
  ...(by === 'line' && direction === 1 ? {} : { isQuiet: true }),
})

const scrolling: readonly Binding[] = [
  scroll(['down', 'j'], '↑↓', 'scroll', 'line', 1),
  scroll(['up', 'k'], '↑ k', 'a line up', 'line', -1),
  scroll(['pagedown', 'space', 'ctrl-f'], 'PageDown Space', 'a page down', 'page', 1),
  scroll(['pageup', 'ctrl-b', 'b'], 'PageUp b', 'a page up', 'page', -1),
  scroll(['ctrl-d'], 'Ctrl-D', 'half a page down', 'half', 1),
  scroll(['ctrl-u'], 'Ctrl-U', 'half a page up', 'half', -1),
  scroll(['end', 'G'], 'End G', 'to the end', 'end', 1),
  scroll(['home', 'g'], 'Home g', 'to the start', 'end', -1),
]

const choosing: readonly Binding[] = [
  { keys: ['down', 'j'], shown: '↑↓', label: 'choose', action: { type: 'choose', direction: 1 } },
  {
    keys: ['up', 'k'],
    shown: '↑ k',
    label: 'the one before',
    action: { type: 'choose', direction: -1 },
    isQuiet: true,
  },
]

const sideways: readonly Binding[] = [
  { keys: ['right', ']'], shown: '←→', label: 'check', action: { type: 'choose', direction: 1 } },
  {
    keys: ['left', '['],
    shown: '← [',
    label: 'the check before',
    action: { type: 'choose', direction: -1 },
    isQuiet: true,
  },
]

const tracing: readonly Binding[] = [
  { keys: ['x'], shown: 'x', label: 'hex', action: { type: 'hex' } },
  { keys: ['c'], shown: 'c', label: 'line ends', action: { type: 'line-ends' } },
  { keys: ['f', 'enter'], shown: 'f', label: 'unfold, fold again', action: { type: 'fold' }, isQuiet: true },
]

/** Where there is text enough to look for something. */
const searchingIn = (state: SessionState): readonly Binding[] => {
  const isText = state.view === 'lesson' || state.view === 'trace'
  return isText || (state.view === 'solution' && memoryOf(state).isSolutionSeen) ? searching : []
}

const searching: readonly Binding[] = [{ keys: ['/'], shown: '/', label: 'search', action: { type: 'search' } }]

const searchBindings = (state: SessionState): readonly Binding[] => {
  if (state.search === undefined) return []
  return [
    { keys: ['n'], shown: 'n', label: 'next match', action: { type: 'match', direction: 1 } },
    { keys: ['N'], shown: 'N', label: 'match before', action: { type: 'match', direction: -1 }, isQuiet: true },
    { keys: ['escape'], shown: 'Esc', label: 'end search', action: { type: 'leave-search' } },
  ]
}

const letters = (state: SessionState): readonly Binding[] => {
  if (state.mode.type !== 'choosing') return []
  const question = questionsOf(state.opened.lesson.text)[state.mode.question]
  if (question?.type !== 'quiz') return []
  return question.choices.map((_, choice): Binding => {
    const letter = String.fromCharCode(97 + choice)
    return {
      keys: [letter],
      shown: letter,
      label: 'take this answer',
      action: { type: 'letter', choice },
      once: true,
      isQuiet: true,
    }
  })
}
