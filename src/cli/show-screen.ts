// Opens the screen: something is drawn at once, then the bundle with Ink is loaded and told what it needs of the outside.

import {
  beginScreen,
  createLifecycle,
  terminalFrom,
  type Begun,
  type InkModule,
  type ProcessEvents,
} from '../ui/index.ts'
import {
  lessonFolder,
  openLessonFolder,
  readLessonFiles,
  updateProgress,
  withCurrent,
  withMemory,
  type Workbook,
} from '../workbook/index.ts'
import { join } from 'node:path'
import type { LessonEntry } from '../lesson/index.ts'
import type { Runner } from '../runner/index.ts'
import type { Standing } from './at-work.ts'
import { bugText } from './bug.ts'
import type { Context } from './context.ts'
import { entryNamed, readLesson } from './course.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { followRequest } from './follow-request.ts'
import { filesToWatch } from './files-to-watch.ts'
import { judgedFrom } from './judging.ts'
import { bugFacts } from './bug-facts.ts'
import type { ScreenLesson, ScreenRequest } from './screen.ts'
import { ownSubject } from './subject.ts'

type ScreenBundle = { readonly runScreen: (request: ScreenRequest) => Promise<void> }
type Listener = (...values: unknown[]) => void
type Place = Standing & { readonly workbook: Workbook }

export const showScreen = async (context: Context, place: Place, entry: LessonEntry): Promise<ExitCode> => {
  const report = (error: unknown): void =>
    void process.stderr.write(`${bugText(error, bugFacts(context.packageFolder))}\n`)
  const others = takeOver('uncaughtException')
  const begun = begin(context, entry, report)
  // After something is on screen: the runner takes as long to load as all that came before.
  const { runnerHere } = await import('./runner-here.ts')
  const runner = runnerHere(context)
  try {
    const { runScreen } = context.load('screen.cjs') as ScreenBundle
    await runScreen({
      course: place.course,
      lesson: entry.number,
      open: number => open(context, place, number, runner),
      memories: place.progress.lessons,
      remember: (slug, memory) =>
        void updateProgress(place.workbook, context.now(), progress =>
          withMemory(withCurrent(progress, slug), slug, memory),
        ),
      runner,
      seed: context.newSeed(),
      judge: judgedFrom,
      loadInk: () => context.load('ink.cjs') as InkModule,
      begun,
      env: context.env,
      input: process.stdin,
      output: process.stdout,
      now: () => performance.now(),
      report,
    })
    return exitCode.passed
  } finally {
    begun.lifecycle.restore()
    await runner.close()
    others.giveBack()
  }
}

/** Until then nobody else hears of the event: an error told while the screen is there would go with the screen. */
const takeOver = (event: 'uncaughtException'): { readonly giveBack: () => void } => {
  const others = process.listeners(event)
  process.removeAllListeners(event)
  return { giveBack: () => others.forEach(listener => process.on(event, listener)) }
}

const begin = (context: Context, entry: LessonEntry, report: (error: unknown) => void): Begun =>
  beginScreen({
    lifecycle: createLifecycle(1, processEvents()),
    terminal: terminalFrom(context.env, { isTerminal: true, platform: process.platform }),
    size: { columns: process.stdout.columns || 80, rows: process.stdout.rows || 24 },
    lesson: { number: entry.number, title: entry.title },
    input: process.stdin,
    write: text => void process.stdout.write(text),
    report,
  })

// Node types each event of a process apart; here they are only passed on.
const processEvents = (): ProcessEvents => {
  const emitter: NodeJS.EventEmitter = process
  return {
    pid: process.pid,
    on: (event, listener) => emitter.on(event, listener as Listener),
    off: (event, listener) => emitter.off(event, listener as Listener),
    kill: (pid, signal) => process.kill(pid, signal),
    exit: code => process.exit(code),
  }
}

const open = async (
  context: Context,
  { course, workbook }: Place,
  number: number,
  runner: Runner,
): Promise<ScreenLesson> => {
  const lesson = await readLesson(context, course, entryNamed(course, String(number)))
  openLessonFolder(workbook, lesson)
  const subject = ownSubject(context, lesson, workbook)
  const readMine = (): ReadonlyMap<string, string> => readLessonFiles(workbook, lesson)
  updateProgress(workbook, context.now(), progress => withCurrent(progress, lesson.slug))
  return {
    opened: { lesson, directory: workbook.directory, file: subject.file, subject: subject.words, mine: readMine() },
    program: subject.program,
    watched: filesToWatch(subject, lesson, { workbook, directory: workbook.directory }),
    readMine,
    follow: report =>
      followRequest({
        runner,
        packageFolder: context.packageFolder,
        lesson,
        program: subject.program,
        files: withFirst(
          subject.file,
          [...readMine().keys()].map(name => join(lessonFolder(workbook, lesson), name)),
        ),
        report,
      }),
  }
}

const withFirst = (first: string | undefined, all: readonly string[]): readonly string[] =>
  first === undefined ? all : [first, ...all.filter(path => path !== first)]
