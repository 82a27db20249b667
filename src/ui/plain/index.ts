// The plain form of every view: strings for pipes, `--plain` and screen readers. Never imports ink, so plain commands stay light.

import type { DiagnosisPage, Explanation } from '../../check/index.ts'
import type { Block, Lesson } from '../../lesson/index.ts'
import type { RunReport } from '../../runner/index.ts'
import type { TraceLine } from '../../trace/index.ts'
import { blocksPage } from '../blocks/blocks.ts'
import { createPainter } from '../paint/painter.ts'
import { terminalFrom, type Environment, type Terminal } from '../paint/terminal.ts'
import { blank, lineOf, seg, type Line } from '../text/line.ts'
import { builtLines, type Built } from '../views/built.ts'
import { checkRow, type CheckState } from '../views/checks.ts'
import { diagnosisListLines, diagnosisPageLines } from '../views/diagnosis-page.ts'
import { differenceLines, type Difference } from '../views/difference.ts'
import { failureLines } from '../views/failure.ts'
import { findingsLines, type FindingsOfCourse } from '../views/findings.ts'
import { hintsPage, moreHints, type ShownHint } from '../views/hints.ts'
import { mapPage, type MapRow } from '../views/map.ts'
import { reportLines, type SharedRow } from '../views/report.ts'
import { tracePage } from '../views/trace-lines.ts'

/** Where plain text goes to and how wide it may be. */
export type PlainLook = {
  readonly terminal: Terminal
  readonly columns: number
  /** Paths are shown relative to it. */
  readonly directory?: string
}

/** Long lines of prose are hard to read: they stop here, however wide the terminal is. */
const proseColumns = 80

/** `columns` is undefined where there is no terminal. */
export const plainLook = (
  env: Environment,
  output: {
    readonly isTerminal: boolean
    readonly columns?: number | undefined
    readonly directory?: string
    readonly platform?: string
  },
): PlainLook => ({
  terminal: terminalFrom(env, output),
  columns: Math.max(20, Math.min(output.columns === undefined || output.columns === 0 ? 80 : output.columns, 120)),
  ...(output.directory === undefined ? {} : { directory: output.directory }),
})

/** The whole text of a lesson, questions with their answers; ends in a line end, as everything here does. */
export const renderLessonText = (
  lesson: Pick<Lesson, 'number' | 'title' | 'minutes' | 'text'>,
  look: PlainLook,
): string => {
  const columns = Math.min(look.columns, proseColumns)
  const title: Line = [
    seg(`Lesson ${lesson.number}  `, 'dim'),
    seg(lesson.title, 'heading'),
    seg(`   about ${lesson.minutes} min`, 'dim'),
  ]
  return painted(
    [title, blank, ...blocksPage(lesson.text, { columns, highlight: undefined, asked: undefined }).lines],
    look,
  )
}

/** Blocks of text alone: a page of `explain`, a help text. */
export const renderBlocks = (blocks: readonly Block[], look: PlainLook): string =>
  painted(
    blocksPage(blocks, { columns: Math.min(look.columns, proseColumns), highlight: undefined, asked: undefined }).lines,
    look,
  )

export type ReportParts = {
  /** `Lesson 1  Echo`; undefined leaves the title line out. */
  readonly title: string | undefined
  readonly report: RunReport
  /** By the id of the check. Only the root cause needs one. */
  readonly explanations: ReadonlyMap<string, Explanation>
  /** What the next step is for someone without keys: `tsgi-learn hint 1`. */
  readonly nextSteps?: readonly string[]
  /** Checks that share a row, but for those of them that failed. */
  readonly shared?: SharedRow | undefined
}

/** A row for each check, then what failed in five parts with what the program printed, then the verdict. */
export const renderReport = (parts: ReportParts, look: PlainLook): string =>
  painted(reportLines(parts, { columns: look.columns, directory: look.directory }), look)

/** A row for each lesson of a longer run: what it came to, or why it was left out. */
export const renderSummary = (rows: readonly SummaryRow[], look: PlainLook): string =>
  painted([blank, ...rows.map(row => checkRow(row.title, row.state, look.columns, row.note))], look)

export type SummaryRow = { readonly title: string; readonly state: CheckState; readonly note: string }

/** One failure, in five parts. */
export const renderExplanation = (explanation: Explanation, look: PlainLook): string =>
  painted(
    failureLines(explanation, {
      columns: look.columns,
      ...(look.directory === undefined ? {} : { directory: look.directory }),
    }),
    look,
  )

/** The page of a diagnosis code. */
export const renderPage = (page: DiagnosisPage, look: PlainLook): string =>
  painted(diagnosisPageLines(page, Math.min(look.columns, proseColumns)), look)

/** All codes that have a page, by code and title. */
export const renderPageList = (pages: readonly DiagnosisPage[], look: PlainLook): string =>
  painted(diagnosisListLines(pages, Math.min(look.columns, proseColumns)), look)

/** Everything that is wrong with a course, and the count. */
export const renderFindings = (findings: FindingsOfCourse, look: PlainLook): string =>
  painted(findingsLines(findings, look.columns), look)

/** A trace. `title` says which check it belongs to. */
export const renderTrace = (
  trace: { readonly title?: string; readonly lines: readonly TraceLine[]; readonly margin: 'times' | 'none' },
  look: PlainLook,
): string => {
  const title = trace.title === undefined ? [] : [lineOf(trace.title, 'strong'), blank]
  return painted(
    [
      ...title,
      ...tracePage(trace.lines, { columns: look.columns, directory: look.directory, margin: trace.margin }).lines,
    ],
    look,
  )
}

/** Hints, each as far as it has been opened. */
export const renderHints = (hints: readonly ShownHint[], look: PlainLook): string => {
  const last = hints.at(-1)
  const page = hintsPage(hints, Math.min(look.columns, proseColumns), undefined)
  const more = last === undefined ? blank : moreHints(last)
  return painted(more.length === 0 ? page.lines : [...page.lines, blank, more], look)
}

/** What has been built, and the path of one request through it. */
export const renderBuilt = (built: Built, look: PlainLook): string =>
  painted(builtLines(built, { columns: Math.min(look.columns, 100), directory: look.directory }), look)

/** The list of lessons and how far each is. */
export const renderMap = (map: { readonly title: string; readonly rows: readonly MapRow[] }, look: PlainLook): string =>
  painted(mapPage(map.title, map.rows, look.columns, undefined).lines, look)

/** Mine against the solution, a file after the other. */
export const renderDiff = (differences: readonly Difference[], look: PlainLook): string =>
  painted(
    differences.flatMap((difference, index) => [
      ...(index === 0 ? [] : [blank]),
      ...differenceLines(difference, look.columns),
    ]),
    look,
  )

const painted = (lines: readonly Line[], look: PlainLook): string =>
  `${createPainter(look.terminal).paintText(lines)}\n`
