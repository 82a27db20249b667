// The lines around every view: title with the names of the views, rules, the verdict, the keys of the moment.

import {
  bindingsOf,
  checksOf,
  currentCheck,
  mayLookBack,
  nextLesson,
  viewDigit,
  viewNames,
  views,
  type View,
  type Binding,
  type SessionState,
} from '../../workbook/index.ts'
import { escapeControls } from '../text/escape.ts'
import { cutLine, fitLine, spread } from '../text/fit.ts'
import { lineWidth, seg, type Line, type Segment } from '../text/line.ts'
import { checkState, passedText, verdictLine } from './checks.ts'

/** What the first line says. No view is marked while the help covers it. */
export type Title = { readonly number: number; readonly name: string; readonly view: View | undefined }

/** The lesson on the left, the views on the right; the lesson's name gives way, then the views' names. */
export const titleLine = (title: Title, columns: number): Line => {
  const tabs = views.flatMap((view): readonly Segment[] => {
    const text = `${viewDigit(view)} ${viewNames[view]}`
    return view === title.view ? [seg(`▸${text} `, 'tab-current')] : [seg(` ${text} `, 'tab')]
  })
  const free = columns - lineWidth(tabs)
  if (free < 6) return cutLine(tabs, columns)
  const name = nameLine(title, free)
  return [...name, seg(' '.repeat(free - lineWidth(name)), 'title'), ...tabs]
}

// `Echo: bytes in, bytes out` is `Echo` where there is no room for more.
const nameLine = (title: Title, columns: number): Line => {
  const name = escapeControls(title.name)
  const lines = [name, name.replace(/:.*$/, '')].map((words): Line => [
    seg(` Lesson ${title.number} · `, 'title'),
    seg(words, 'title-strong'),
    seg(' ', 'title'),
  ])
  const fitting = lines.find(line => lineWidth(line) <= columns)
  return (
    fitting ?? cutLine([seg(` ${title.number} · `, 'title'), seg(name, 'title-strong'), seg(' ', 'title')], columns)
  )
}

/** A rule; a page longer than its place says at its right end which part of it is shown. */
export const ruleLine = (
  columns: number,
  place: string | undefined,
  crossing?: { readonly at: number; readonly glyph: string },
): Line => {
  const glyphs = Array.from('─'.repeat(columns))
  if (crossing !== undefined && crossing.at < columns) glyphs[crossing.at] = crossing.glyph
  const rule = glyphs.join('')
  if (place === undefined || place.length + 6 > columns) return [seg(rule, 'border')]
  const start = columns - place.length - 4
  return [
    seg(rule.slice(0, start), 'border'),
    seg(` ${place} `, 'dim'),
    seg(rule.slice(start + place.length + 2), 'border'),
  ]
}

/** Whether the fault that the cursor is on is explained on the screen already. */
export type Detail = 'shown' | 'hidden'

/** The verdict, or what is going on now: the last line but one. What is checked stands beside it where there is room. */
export const statusLine = (state: SessionState, columns: number, detail: Detail): Line => {
  const status = nowLine(state, detail)
  const subject: Line = [seg('  '), seg(escapeControls(state.opened.subject), 'dim')]
  return lineWidth(status) + lineWidth(subject) <= columns ? spread(status, subject, columns) : cutLine(status, columns)
}

const nowLine = (state: SessionState, detail: Detail): Line => {
  const { run } = state
  if (state.notice !== undefined) return [seg(escapeControls(state.notice), 'notice')]
  if (run.phase === 'checking') return checkingLine(state)
  if (run.problem !== undefined)
    return [seg('✗ ', 'failed'), seg(`the checks could not be run: ${escapeControls(run.problem)}`, 'failed')]
  if (run.last !== undefined) return judgedLine(state, detail)
  return [
    seg('○ ', 'not-run'),
    seg(
      state.opened.file === undefined ? 'r runs the checks' : 'e edits your server; each save runs the checks',
      'dim',
    ),
  ]
}

// Seconds are told only once someone could wonder.
const checkingLine = ({ run, opened }: SessionState): Line => {
  const seconds = run.elapsedMs >= 1000 ? `  ${Math.floor(run.elapsedMs / 1000)} s` : ''
  return [
    seg('◐ ', 'running'),
    seg('checking', 'running'),
    seg(`  ${run.finished.length} of ${opened.lesson.checks.length}${seconds}`, 'dim'),
  ]
}

// The root cause is told here too, unless it is on screen already.
const judgedLine = (state: SessionState, detail: Detail): Line => {
  const last = state.run.last
  if (last === undefined) return []
  const checks = checksOf(state)
  const root = checks.find(({ result }) => result?.verdict.type === 'failed')
  const isSeen = detail === 'shown' && root?.check.id === currentCheck(state)?.check.id
  const explanation = root === undefined || isSeen ? undefined : last.explanations.get(root.check.id)
  if (last.report.verdict === 'passed') return [...verdictLine(last.report), ...afterwards(state)]
  if (last.report.verdict !== 'failed' || explanation === undefined) return verdictLine(last.report)
  const counts = passedText(last.report.checks.map(checkState))
  return [seg('✗ ', 'failed'), seg(counts, 'failed'), seg(' · ', 'dim'), seg(escapeControls(explanation.what))]
}

const afterwards = (state: SessionState): Line => {
  if (state.view === 'solution') return []
  const next = nextLesson(state) === undefined ? (['5', ' compares solutions'] as const) : (['n', ' goes on'] as const)
  const keys = [...(mayLookBack(state) ? [['w', ' what you built'] as const] : []), next]
  return keys.flatMap(([key, words]) => [seg(' · ', 'dim'), seg(key, 'key'), seg(words, 'key-label')])
}

/** The keys that work now, as many as fit; what is searched for or typed stands there while it is typed. */
export const keysLine = (state: SessionState, columns: number): Line => {
  const bindings = bindingsOf(state).filter(binding => binding.isQuiet !== true)
  const always = bindings.filter(({ action }) => action.type === 'help' || action.type === 'quit').map(keySegments)
  const rest = bindings.filter(({ action }) => action.type !== 'help' && action.type !== 'quit').map(keySegments)
  const prompt: Line =
    state.mode.type === 'searching'
      ? [seg('/', 'key'), seg(escapeControls(state.mode.text)), seg('▏', 'question'), seg('   ')]
      : []
  const room = columns - lineWidth(prompt) - lineWidth(always.flat()) - always.length * between.text.length
  return fitLine([...prompt, ...joined([...thoseThatFit(rest, room), ...always])], columns)
}

const between = seg('   ')

const keySegments = (binding: Binding): Line => [seg(binding.shown, 'key'), seg(` ${binding.label}`, 'key-label')]

const thoseThatFit = (keys: readonly Line[], room: number): readonly Line[] => {
  const fitting: Line[] = []
  let left = room
  for (const key of keys) {
    const width = lineWidth(key) + between.text.length
    if (width > left) break
    fitting.push(key)
    left -= width
  }
  return fitting
}

const joined = (keys: readonly Line[]): Line => keys.flatMap((key, index) => (index === 0 ? key : [between, ...key]))
