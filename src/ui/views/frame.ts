// The whole screen as lines: always one fewer than the terminal has rows. One pane, or two where there is room.

import { topOf, type PageFacts, type SessionState } from '../../workbook/index.ts'
import type { Highlight } from '../blocks/code.ts'
import { cutLine, fitLine, fitRows } from '../text/fit.ts'
import { seg, type Line } from '../text/line.ts'
import type { Page } from '../text/page.ts'
import { wrapText } from '../text/wrap.ts'
import { checksPane } from './checks-view.ts'
import { contentPage } from './content.ts'
import { keysLine, ruleLine, statusLine, titleLine, type Detail, type Title } from './furniture.ts'
import { lessonPage } from './lesson.ts'
import type { Look } from './look.ts'
import { placeText } from './place.ts'
import { markMatches, matchesIn, needleOf } from './search.ts'

/** A frame, and what the session must know of it to move in it. */
export type Frame = { readonly lines: readonly Line[]; readonly page: PageFacts }

const smallest = { columns: 60, rows: 20 }
const twoPaneColumns = 110
/** Title, rule, rule, verdict, keys. */
const furnitureRows = 5

export const frameOf = (state: SessionState, highlight: Highlight | undefined): Frame => {
  const { columns } = state.size
  const rows = Math.max(1, state.size.rows - 1)
  if (columns < smallest.columns || state.size.rows < smallest.rows) return smallFrame(state, rows)
  const body = hasTwoPanes(state)
    ? twoPanes(state, rows - furnitureRows, highlight)
    : onePane(state, rows - furnitureRows, highlight)
  const lines = [
    titleLine(titleOf(state), columns),
    body.top,
    ...body.lines,
    body.bottom,
    statusLine(state, columns, body.detail),
    keysLine(state, columns),
  ]
  return { lines: fitRows(lines, rows), page: body.page }
}

const titleOf = (state: SessionState): Title => ({
  number: state.opened.lesson.number,
  name: state.opened.lesson.title,
  view: state.mode.type === 'help' || state.mode.type === 'built' ? undefined : state.view,
})

type Body = {
  readonly lines: readonly Line[]
  readonly top: Line
  readonly bottom: Line
  readonly page: PageFacts
  readonly detail: Detail
}

const onePane = (state: SessionState, rows: number, highlight: Highlight | undefined): Body => {
  const { columns } = state.size
  const look = { columns: columns - 2, rows, highlight }
  if (isOnChecks(state)) return checksAlone(state, look)
  const page = contentPage(state, look)
  const shown = shownPart(state, page, rows)
  return {
    lines: shown.lines.map(line => [seg(' '), ...cutLine(line, columns - 2)]),
    top: ruleLine(columns, undefined),
    bottom: ruleLine(columns, shown.place),
    page: shown.facts,
    detail: state.mode.type === 'check' ? 'shown' : 'hidden',
  }
}

const isOnChecks = (state: SessionState): boolean => state.view === 'checks' && state.mode.type === 'reading'

/** The list scrolls by its cursor, so that it says itself which part of it is shown. */
const checksAlone = (state: SessionState, look: Look): Body => {
  const { columns } = state.size
  const pane = checksPane(state, look, 'shown')
  return {
    lines: pane.lines.map(line => [seg(' '), ...cutLine(line, look.columns)]),
    top: ruleLine(columns, undefined),
    bottom: ruleLine(columns, pane.place),
    page: stillPage(look.rows),
    detail: 'shown',
  }
}

const stillPage = (rows: number): PageFacts => ({ rows, height: rows, anchors: [], matches: [] })

// The difference with the solution and the map want the whole width; help is a list.
const hasTwoPanes = (state: SessionState): boolean =>
  state.size.columns >= twoPaneColumns &&
  state.view !== 'solution' &&
  state.view !== 'map' &&
  state.mode.type !== 'help'

const twoPanes = (state: SessionState, rows: number, highlight: Highlight | undefined): Body => {
  const { columns } = state.size
  const rightColumns = Math.min(64, Math.floor(columns * 0.42))
  const leftColumns = columns - rightColumns - 5
  const look = { columns: leftColumns, rows, highlight }
  const isRight = isOnChecks(state)
  const lessonState: SessionState = isRight ? { ...state, view: 'lesson' } : state
  const left = isRight ? lessonPage(state, look) : contentPage(state, look)
  const shown = shownPart(lessonState, left, rows)
  const right = checksPane(state, { columns: rightColumns, rows, highlight }, isRight ? 'shown' : 'hidden')
  const border = leftColumns + 2
  return {
    lines: shown.lines.map((line, row) => [
      seg(' '),
      ...fitLine(line, leftColumns),
      seg(' │ ', 'border'),
      ...cutLine(right.lines[row] ?? [], rightColumns),
    ]),
    top: ruleLine(columns, undefined, { at: border, glyph: '┬' }),
    bottom: [...ruleLine(border, shown.place), ...ruleLine(columns - border, right.place, { at: 0, glyph: '┴' })],
    page: isRight ? stillPage(rows) : shown.facts,
    detail: 'shown',
  }
}

type Shown = { readonly lines: readonly Line[]; readonly place: string | undefined; readonly facts: PageFacts }

/** Only the rows that are seen are marked and painted. */
const shownPart = (state: SessionState, page: Page, rows: number): Shown => {
  const height = page.lines.length
  const top = Math.max(0, Math.min(topOf(state), height - rows))
  const needle = needleOf(state)
  return {
    lines: fitRows(
      page.lines.slice(top, top + rows).map(line => markMatches(line, needle)),
      rows,
    ),
    place: placeText(top, rows, height),
    facts: { rows, height, anchors: page.anchors, matches: matchesIn(page.lines, needle) },
  }
}

const smallFrame = (state: SessionState, rows: number): Frame => {
  const { columns } = state.size
  const sentence = `This screen needs ${smallest.columns} columns and ${smallest.rows} rows; the window has ${columns} by ${state.size.rows}. Make it larger, or leave with q.`
  return {
    lines: fitRows(wrapText(sentence, 'text', Math.max(1, columns)), rows),
    page: stillPage(rows),
  }
}
