// The screen, wired: keys, saves and runs become events of the session; its effects become IO. The only entry that loads Ink.

import {
  initialState,
  memoryOf,
  type Effect,
  type Key,
  type LessonMemory,
  type OpenedLesson,
  type RequestPath,
} from '../workbook/index.ts'
import type { Course, Lesson } from '../lesson/index.ts'
import type { Judged } from '../workbook/index.ts'
import type { Limits, Program, Runner, RunReport } from '../runner/index.ts'
import { createKeyboard, type Begun, type Environment, type InkModule, type KeySource } from '../ui/index.ts'
import { createChecker } from './screen/checker.ts'
import { createDisplay, sizeOf, type ScreenOutput } from './screen/display.ts'
import { openEditor } from './screen/editor.ts'
import { createLoop, type Loop } from './screen/loop.ts'
import { watchSaves, type Watching } from './screen/watch-saves.ts'

export type { ScreenOutput }

/** A lesson with what it takes to run it. */
export type ScreenLesson = {
  readonly opened: OpenedLesson
  readonly program: Program
  /** Files whose saves run the checks; empty when there is nothing to watch. */
  readonly watched: readonly string[]
  /** The learner's files by their names in the lesson, as they are now. */
  readonly readMine: () => ReadonlyMap<string, string>
  /** The path of one request through the program, which has passed with this report. */
  readonly follow: (report: RunReport) => Promise<RequestPath | undefined>
}

export type ScreenRequest = {
  readonly course: Course
  readonly lesson: number
  /** Opens a lesson by its number; makes its folder when it is not there yet. */
  readonly open: (number: number) => Promise<ScreenLesson>
  readonly memories: ReadonlyMap<string, LessonMemory>
  readonly remember: (slug: string, memory: LessonMemory) => void
  readonly runner: Runner
  readonly limits?: Partial<Limits>
  readonly seed: number
  /** The report with its explanations and faults. */
  readonly judge: (lesson: Lesson, report: RunReport) => Judged
  /** Loads Ink, which takes as long as all the rest. */
  readonly loadInk: () => InkModule
  /** From `beginScreen`: the splash is on screen already. */
  readonly begun: Begun
  readonly env: Environment
  readonly input: KeySource
  readonly output: ScreenOutput
  /** Milliseconds of a steady clock. */
  readonly now: () => number
  /** Says on the restored terminal what crashed. */
  readonly report: (error: unknown) => void
}

/** Shows the lesson until the learner leaves. The terminal is given back when this settles, whichever way it does. */
export const runScreen = async (request: ScreenRequest): Promise<void> => {
  try {
    const lesson = await request.open(request.lesson)
    await new Promise<void>((resolve, reject) => start(request, lesson, { leave: resolve, fail: reject }))
  } finally {
    request.begun.lifecycle.restore()
  }
}

type Leaving = { readonly leave: () => void; readonly fail: (error: unknown) => void }

const start = (request: ScreenRequest, first: ScreenLesson, leaving: Leaving): void => {
  const { begun, output } = request
  let lesson = first
  let watching: Watching | undefined

  const end = (then: () => void): void => {
    checker.cancel()
    void watching?.close()
    release()
    display.close()
    stopGuarding()
    then()
  }
  const fail = (error: unknown): void => end(() => leaving.fail(error))
  const loop: Loop = createLoop({
    state: initialState({
      course: request.course,
      opened: first.opened,
      memories: request.memories,
      size: sizeOf(output),
    }),
    perform: effect => perform(effect),
    changed: () => display.paintSoon(),
    fail,
  })
  const display = createDisplay({
    begun,
    output,
    env: request.env,
    state: loop.state,
    loadInk: request.loadInk,
    resized: size => loop.dispatch({ type: 'resize', size }),
    fail,
  })
  const checker = createChecker({ runner: request.runner, now: request.now, dispatch: loop.dispatch, fail })
  const keyboard = createKeyboard(
    request.input,
    {
      onKey: (key: Key, sinceSameMs) => loop.dispatch({ type: 'key', key, page: display.page(), sinceSameMs }),
      onPaste: text => loop.dispatch({ type: 'paste', text }),
      onReply: display.readReply,
      // The terminal has gone: nobody can press q any more.
      onEnd: () => {
        rememberState()
        end(leaving.leave)
      },
    },
    request.now,
  )
  const release = (): void => {
    keyboard.stop()
    display.release()
  }
  const take = (): void => {
    display.take()
    keyboard.start()
  }

  const perform = (effect: Effect): void => {
    switch (effect.type) {
      case 'run-checks':
        return checker.run(effect, {
          program: lesson.program,
          seed: request.seed,
          judge: report => request.judge(lesson.opened.lesson, report),
          ...(request.limits === undefined ? {} : { limits: request.limits }),
        })
      case 'cancel-run':
        return checker.cancel()
      case 'follow-request':
        return void follow(effect)
      case 'open-editor':
        return void edit(effect).catch(fail)
      case 'open-lesson':
        return void openLesson(effect.number)
      case 'save-progress':
        return remember(effect.slug, effect.memory)
      case 'suspend':
        return begun.lifecycle.suspend()
      case 'quit':
        return end(leaving.leave)
    }
  }

  const edit = async (effect: Extract<Effect, { type: 'open-editor' }>): Promise<void> => {
    const problem = await openEditor(effect, request.env, { release, take })
    loop.dispatch({ type: 'editor-closed', problem })
  }
  const follow = async ({ run, report }: Extract<Effect, { type: 'follow-request' }>): Promise<void> => {
    try {
      loop.dispatch({ type: 'request-followed', run, path: await lesson.follow(report) })
    } catch (error) {
      loop.dispatch({ type: 'request-followed', run, path: undefined })
      loop.dispatch({ type: 'trouble', sentence: sentenceOf(error) })
    }
  }
  const openLesson = async (number: number): Promise<void> => {
    try {
      lesson = await request.open(number)
      loop.dispatch({ type: 'lesson-opened', opened: lesson.opened })
      begin()
    } catch (error) {
      loop.dispatch({ type: 'trouble', sentence: sentenceOf(error) })
    }
  }
  const remember = (slug: string, memory: LessonMemory): void => {
    try {
      request.remember(slug, memory)
    } catch (error) {
      loop.dispatch({ type: 'trouble', sentence: `progress was not saved: ${sentenceOf(error)}` })
    }
  }

  const rememberState = (): void => {
    const state = loop.state()
    remember(state.opened.lesson.slug, memoryOf(state))
  }

  /** Watches the lesson's files. Work that is there already is checked at once; an untouched start waits for its first save. */
  const begin = (): void => {
    void watching?.close()
    watching = watchSaves(lesson.watched, {
      onSave: () => loop.dispatch({ type: 'file-saved', mine: lesson.readMine() }),
      onTrouble: error =>
        loop.dispatch({ type: 'trouble', sentence: `saves are not seen (${sentenceOf(error)}); r runs the checks` }),
    })
    // Read after the watcher has begun: a save is seen by one of the two.
    const mine = lesson.readMine()
    if (isWorkedOn(lesson.opened, mine)) loop.dispatch({ type: 'file-saved', mine })
    else void request.runner.warm().catch(() => undefined) // The run itself says what is wrong.
  }

  const stopGuarding = begun.guard({
    release,
    resume: take,
    cleanUp: async () => {
      rememberState()
      await request.runner.close()
    },
    report: request.report,
  })
  keyboard.start()
  display.open().then(begin, fail)
}

const isWorkedOn = ({ file, lesson }: OpenedLesson, mine: ReadonlyMap<string, string>): boolean =>
  file === undefined || [...mine].some(([name, text]) => text !== lesson.start.get(name))

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
