// What is checked: the learner's own file of a lesson, a file elsewhere, what a command starts, or a server that runs.

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Exercise } from '../lesson/index.ts'
import type { Argument, Program } from '../runner/index.ts'
import { lessonFolder, lessonFolderName, openLessonFolder, type Workbook } from '../workbook/index.ts'
import { parseAddress } from './arguments/address.ts'
import { quoted } from './arguments/parse.ts'
import { shown } from './at-work.ts'
import type { Context } from './context.ts'
import { startNote } from './start-note.ts'
import { UsageError } from './usage-error.ts'
import { requireWorkbook } from './workbook-here.ts'

export type Subject = {
  readonly program: Program
  /** In words: `01-echo/server.ts`. */
  readonly words: string
  /** The file to edit and to watch; undefined when none is known. */
  readonly file: string | undefined
  /** Whether its result counts as progress: only the learner's own program of the lesson does. */
  readonly counts: boolean
}

const ways = ['file', 'cmd', 'address'] as const
export type Way = (typeof ways)[number]

export const subjectOf = (context: Context, lesson: Exercise, workbook: Workbook | undefined): Subject => {
  const way = givenWay(context)
  if (way === undefined) return ownSubject(context, lesson, requireWorkbook(workbook))
  const note = startNote(context, way, lesson)
  if (note !== undefined) context.console.note(note)
  return subjectOfWay(context, way, lesson.argv)
}

/** `--file`, `--cmd` or `--address`; undefined where none is given. */
export const givenWay = (context: Context): Way | undefined => {
  const given = ways.filter(way => context.typed.options.has(way))
  if (given.length > 1) throw new UsageError(`${given.map(way => `--${way}`).join(' and ')} cannot be given together`)
  return given[0]
}

/** `argv`: what the program is started with, where it is started. */
export const subjectOfWay = (context: Context, way: Way, argv: readonly Argument[]): Subject =>
  givenSubject[way](context, context.typed.options.value(way) ?? '', argv)

/** `server.ts` of the lesson's folder; the folder is made when it is not there. */
export const ownSubject = (context: Context, lesson: Exercise, workbook: Workbook): Subject => {
  const { created } = openLessonFolder(workbook, lesson)
  const subject = ownProgram(lesson, workbook)
  if (created.includes(mainFileOf(lesson)))
    context.console.note(`wrote ${shown(context, subject.file)}: the start of lesson ${lesson.number}`)
  return subject
}

/** The same, whether it is there or not. */
export const ownProgram = (lesson: Exercise, workbook: Workbook): Subject & { readonly file: string } => {
  const name = mainFileOf(lesson)
  const path = join(lessonFolder(workbook, lesson), name)
  return {
    program: { type: 'file', path, argv: lesson.argv },
    words: `${lessonFolderName(lesson)}/${name}`,
    file: path,
    counts: true,
  }
}

/** The program of a lesson: `server.ts`, in every lesson of ours. */
export const mainFileOf = (lesson: Pick<Exercise, 'start'>): string =>
  lesson.start.has('server.ts')
    ? 'server.ts'
    : ([...lesson.start.keys()].find(name => /\.m?ts$/.test(name)) ?? 'server.ts')

type GivenSubject = (context: Context, value: string, argv: readonly Argument[]) => Subject

const givenSubject: Readonly<Record<Way, GivenSubject>> = {
  file: (context, value, argv) => {
    const path = resolve(context.directory, value)
    if (!existsSync(path)) throw new UsageError(`there is no file ${quoted(value)}`)
    return { program: { type: 'file', path, argv }, words: value, file: path, counts: false }
  },
  cmd: (context, value, argv) => ({
    program: { type: 'command', command: value, directory: context.directory, argv },
    words: value,
    file: undefined,
    counts: false,
  }),
  address: (_, value) => ({
    program: { type: 'address', ...parseAddress(value) },
    words: value,
    file: undefined,
    counts: false,
  }),
}
