import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createLifecycle, type WaysOut } from '../../../src/ui/screen/lifecycle.ts'
import { newFolder } from '../../cli/cli.ts'

type Listener = (...values: unknown[]) => void

/** A stand-in for `process`, and a file for its terminal: what was done is told in order. */
const setUp = (ways: Partial<WaysOut> = {}) => {
  const done: string[] = []
  const listeners = new Map<string, Set<Listener>>()
  const of = (event: string): Set<Listener> => {
    const known = listeners.get(event) ?? new Set<Listener>()
    listeners.set(event, known)
    return known
  }
  const file = join(newFolder(), 'terminal')
  const fd = openSync(file, 'w')
  const lifecycle = createLifecycle(fd, {
    pid: 42,
    on: (event, listener) => of(event).add(listener as Listener),
    off: (event, listener) => of(event).delete(listener as Listener),
    kill: (pid, signal) => done.push(`kill ${pid} ${signal}`),
    exit: code => done.push(`exit ${code}`),
  })
  const stop = lifecycle.guard({
    release: () => void done.push('release'),
    resume: () => void done.push('resume'),
    cleanUp: async () => void done.push('clean up'),
    report: error => void done.push(`report ${String(error)}`),
    ...ways,
  })
  const emit = (event: string, ...values: unknown[]): void => of(event).forEach(listener => listener(...values))
  const settled = async (last: string): Promise<readonly string[]> => {
    await expect.poll(() => done.at(-1)).toBe(last)
    return done
  }
  const written = (): string => readFileSync(file, 'utf8')
  return { lifecycle, stop, emit, done, settled, written, listeners, close: () => closeSync(fd) }
}

describe('the terminal', () => {
  test('is taken once and given back once, however often that is said', () => {
    const { lifecycle, written } = setUp()
    lifecycle.enter()
    lifecycle.enter()
    lifecycle.restore()
    lifecycle.restore()
    expect(written().match(/\x1b\[\?1049[hl]/g)).toEqual(['\x1b[?1049h', '\x1b[?1049l'])
    expect(written().endsWith('\x1b[?25h\x1b[?1049l')).toBe(true)
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'])(
    'is given back at %s, then children end, then the signal is raised again',
    async signal => {
      const { lifecycle, emit, settled, written, listeners } = setUp()
      lifecycle.enter()
      emit(signal, signal)
      expect(await settled(`kill 42 ${signal}`)).toEqual(['release', 'clean up', `kill 42 ${signal}`])
      expect(written()).toContain('\x1b[?1049l')
      expect([...listeners.values()].every(set => set.size === 0)).toBe(true)
    },
  )

  test.each(['uncaughtException', 'unhandledRejection'])(
    'is given back at an %s before the error is told',
    async event => {
      const { lifecycle, emit, settled } = setUp()
      lifecycle.enter()
      emit(event, new Error('broken'))
      expect(await settled('exit 70')).toEqual(['release', 'report Error: broken', 'clean up', 'exit 70'])
    },
  )

  test('a second error while leaving is told too, and leaves once', async () => {
    const { lifecycle, emit, settled } = setUp()
    lifecycle.enter()
    emit('uncaughtException', new Error('first'))
    emit('uncaughtException', new Error('second'))
    const done = await settled('exit 70')
    expect(done.filter(what => what.startsWith('report'))).toHaveLength(2)
    expect(done.filter(what => what.startsWith('exit'))).toHaveLength(1)
  })

  test('a clean-up that fails does not keep the process', async () => {
    const { lifecycle, emit, settled } = setUp({ cleanUp: () => Promise.reject(new Error('no')) })
    lifecycle.enter()
    emit('SIGTERM', 'SIGTERM')
    expect(await settled('kill 42 SIGTERM')).toEqual(['release', 'kill 42 SIGTERM'])
  })

  test('is lent to the shell by Ctrl-Z and taken again when it continues', () => {
    const { lifecycle, emit, done, written } = setUp()
    lifecycle.enter()
    lifecycle.suspend()
    emit('SIGTSTP', 'SIGTSTP')
    emit('SIGCONT', 'SIGCONT')
    expect(done).toEqual(['kill 42 SIGTSTP', 'release', 'kill 42 SIGSTOP', 'resume'])
    expect(written().match(/\x1b\[\?1049[hl]/g)).toEqual(['\x1b[?1049h', '\x1b[?1049l', '\x1b[?1049h'])
  })

  test('is left alone when guarding has stopped', () => {
    const { lifecycle, stop, emit, done } = setUp()
    lifecycle.enter()
    stop()
    emit('SIGTERM', 'SIGTERM')
    expect(done).toEqual([])
  })
})
