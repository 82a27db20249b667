import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { newFolder, solve } from '../cli/cli.ts'
import { until } from '../runner/support/until.ts'
import { openLesson, type OpenLesson } from './lesson.ts'
import { modesOfAShell } from './modes.ts'
import { descendantsOf, isAlive, isStopped } from './processes.ts'

/** A preloaded module that breaks the program when it is told to by a signal. */
const crashing = (how: string): Readonly<Record<string, string>> => {
  const file = join(newFolder(), 'crash.cjs')
  writeFileSync(file, `process.on('SIGUSR2', () => { ${how} })\n`)
  return { NODE_OPTIONS: `--require ${file}` }
}

type Way = {
  readonly way: string
  readonly leave: (terminal: OpenLesson) => void
  readonly code: number
  readonly env?: Readonly<Record<string, string>>
  readonly says?: string
}

const send =
  (signal: NodeJS.Signals) =>
  (terminal: OpenLesson): void =>
    void process.kill(terminal.pid(), signal)
const press =
  (keys: string) =>
  (terminal: OpenLesson): void =>
    terminal.press(keys)

const ways: readonly Way[] = [
  { way: 'q', leave: press('q'), code: 0 },
  { way: 'Ctrl-C', leave: press('\x03'), code: 0 },
  { way: 'q in the middle of a question', leave: press('\x1b[Z\rq'), code: 0 },
  { way: 'Ctrl-C while something is typed', leave: press('/abc\x03'), code: 0 },
  { way: 'SIGTERM', leave: send('SIGTERM'), code: 143 },
  { way: 'SIGHUP', leave: send('SIGHUP'), code: 129 },
  { way: 'SIGINT', leave: send('SIGINT'), code: 130 },
  { way: 'SIGQUIT', leave: send('SIGQUIT'), code: 131 },
  {
    way: 'an error that nobody caught',
    leave: send('SIGUSR2'),
    code: 70,
    env: crashing("throw new Error('made by a test')"),
    says: 'made by a test',
  },
  {
    way: 'a promise that nobody caught',
    leave: send('SIGUSR2'),
    code: 70,
    env: crashing("Promise.reject(new Error('made by a test'))"),
    says: 'made by a test',
  },
]

/** The command and all that it has started, once it has started something. */
const everything = (terminal: OpenLesson): Promise<readonly number[]> =>
  until('the command has started a process', () => {
    const started = descendantsOf(terminal.pid())
    return started.length > 0 && [terminal.pid(), ...started]
  })

const allGone = (pids: readonly number[]): Promise<true> =>
  until(`${pids.join(', ')} have ended`, () => !pids.some(isAlive))

describe('leaving', () => {
  test.each(ways)(
    'by $way gives the terminal back, leaves no process and ends with $code',
    async ({ leave, code, env, says }) => {
      const terminal = await openLesson(env === undefined ? {} : { env })
      const started = await everything(terminal)
      expect(terminal.modes()).not.toEqual(modesOfAShell)
      leave(terminal)
      await terminal.shows(`left ${code}`, 'icanon', ...(says === undefined ? [] : [says]))
      expect(terminal.isAlternate()).toBe(false)
      expect(terminal.modes()).toEqual(modesOfAShell)
      expect(terminal.text()).toMatch(/(?<!-)icanon/)
      expect(terminal.text()).toMatch(/(?<!-)isig/)
      expect(terminal.text()).toMatch(/(?<!-)echo /)
      await allGone(started)
    },
  )

  test('in the middle of a run ends the run too', async () => {
    const terminal = await openLesson()
    solve(terminal.workbook, 'attempts/waits-for-silence')
    await terminal.shows('◐ checking')
    const started = await everything(terminal)
    terminal.press('q')
    await terminal.shows('left 0')
    expect(await allGone(started)).toBe(true)
  })

  test('by closing the window leaves no process', async () => {
    const terminal = await openLesson()
    const started = await everything(terminal)
    terminal.close()
    expect(await allGone(started)).toBe(true)
  })

  test('by kill -9 leaves no process of the learner behind', async () => {
    const terminal = await openLesson()
    const started = await everything(terminal)
    process.kill(terminal.pid(), 'SIGKILL')
    await terminal.shows('left 137')
    expect(await allGone(started)).toBe(true)
  })

  test('says what crashed after the screen has gone, where it can be read', async () => {
    const terminal = await openLesson({ env: crashing("throw new Error('made by a test')") })
    process.kill(terminal.pid(), 'SIGUSR2')
    await terminal.shows('left 70', 'made by a test')
    const written = terminal.written()
    expect(written.lastIndexOf('made by a test')).toBeGreaterThan(written.lastIndexOf('\x1b[?1049l'))
  })
})

test('Ctrl-Z lends the terminal to the shell, and the screen comes back as it was', async () => {
  const terminal = await openLesson()
  terminal.press('6')
  await terminal.shows('▸6 Map')
  const before = terminal.text()
  terminal.press('\x1a')
  await terminal.until('the main screen', () => !terminal.isAlternate())
  expect(terminal.modes()).toEqual(modesOfAShell)
  await until('the command has stopped', () => isStopped(terminal.pid()))
  process.kill(terminal.pid(), 'SIGCONT')
  await terminal.until('the screen as it was', () => terminal.isAlternate() && terminal.text() === before)
  terminal.press('4')
  await terminal.shows('▸4 Hints')
  expect(terminal.isAlternate()).toBe(true)
})
