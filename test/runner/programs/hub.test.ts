// Whose report is whose, and when a start has come to its end: without any process.

import { describe, expect, test } from 'vitest'

import { createHub } from '../../../src/runner/programs/hub.ts'
import { watchStart } from '../../../src/runner/programs/listening.ts'
import { createOutputMeter } from '../../../src/runner/programs/output-meter.ts'
import type { Listener, ProgramFact, RunningProgram } from '../../../src/runner/programs/program.ts'

function listening(): { readonly listener: Listener; readonly heard: unknown[] } {
  const heard: unknown[] = []
  const listener: Listener = {
    read: (port, bytes) => heard.push(['read', port, bytes]),
    wrote: (port, bytes) => heard.push(['wrote', port, bytes]),
    readElsewhere: port => heard.push(['elsewhere', port]),
    gone: port => heard.push(['gone', port]),
    fact: (fact, port) => heard.push([fact.type, port]),
  }
  return { listener, heard }
}

const hubOf = (outputBytes = 100): ReturnType<typeof createHub> => createHub({ now: () => 0, outputBytes })
const printed = (text: string): ProgramFact => ({ type: 'output', stream: 'stdout', bytes: Buffer.from(text) })
const exited: ProgramFact = { type: 'exited', code: 1, signal: undefined }

describe('a report goes to the exchange that it belongs to', () => {
  test('the one that owns the connection, also after it has left', () => {
    const hub = hubOf()
    const [one, other] = [listening(), listening()]
    const leave = hub.join(one.listener)
    hub.join(other.listener)
    hub.claim(7, one.listener)
    hub.deliver(7, listener => listener.read(7, 3))
    hub.say(printed('x'), 7)
    leave()
    hub.deliver(7, listener => listener.gone(7))
    expect([one.heard, other.heard]).toEqual([
      [
        ['read', 7, 3],
        ['output', 7],
        ['gone', 7],
      ],
      [],
    ])
  })

  test('one that comes before its connection is claimed is kept for it, in order', () => {
    const hub = hubOf()
    const { listener, heard } = listening()
    hub.join(listener)
    hub.deliver(7, one => one.read(7, 1))
    hub.say(printed('x'), 7)
    expect(heard).toEqual([])
    hub.claim(7, listener)
    expect(heard).toEqual([
      ['read', 7, 1],
      ['output', 7],
    ])
  })

  test('output of no connection is of the one exchange there is; of none when there are more', () => {
    const hub = hubOf()
    const [one, other] = [listening(), listening()]
    hub.join(one.listener)
    hub.say(printed('x'), 0)
    hub.join(other.listener)
    hub.say(printed('y'), 0)
    expect(one.heard).toEqual([['output', undefined]])
    expect(hub.unheard().map(({ fact }) => fact)).toEqual([printed('y')])
  })

  test('what concerns all is told to all, and kept when nobody is there', () => {
    const hub = hubOf()
    hub.announce({ type: 'never-listened', ms: 1 }, 0)
    const [one, other] = [listening(), listening()]
    hub.join(one.listener)
    hub.join(other.listener)
    hub.claim(7, other.listener)
    hub.announce(exited, 7)
    expect([one.heard, other.heard]).toEqual([[['exited', undefined]], [['exited', 7]]])
    expect(hub.unheard().map(({ fact }) => fact.type)).toEqual(['never-listened'])
  })

  test('output that nobody hears is kept up to its cap', () => {
    const hub = hubOf(3)
    hub.say(printed('abcd'), 0)
    hub.say(printed('e'), 0)
    expect(hub.unheard().map(({ fact }) => fact)).toEqual([
      printed('abc'),
      { type: 'output-capped', stream: 'stdout', droppedBytes: 2, stopped: false },
    ])
  })
})

describe('too much output is too much for one connection, or for none', () => {
  test('each connection and each stream has its own sum', () => {
    const meter = createOutputMeter(10)
    expect([1, 2, 3].map(port => meter.add('stdout', 10, port))).toEqual([false, false, false])
    expect(meter.add('stderr', 10, 1)).toBe(false)
    expect(meter.add('stdout', 1, 1)).toBe(true)
  })

  test('what was printed for none is forgotten when an exchange ends', () => {
    const meter = createOutputMeter(10)
    meter.add('stdout', 8, 0)
    meter.forget()
    expect([meter.add('stdout', 8, 0), meter.add('stdout', 3, 0)]).toEqual([false, true])
  })
})

describe('a start is over', () => {
  const asked = 8888
  const listens = (address: string, port: number): ProgramFact => ({ type: 'listening', address, port, asked })

  function started(
    down: Promise<void> = new Promise(() => undefined),
    printedBytes: () => number = () => 0,
  ): ReturnType<typeof watchStart> {
    const watch = watchStart(asked)
    watch.begin({ down, printedBytes } as RunningProgram, 60)
    return watch
  }

  test.for(['127.0.0.1', '0.0.0.0', '::', '::ffff:127.0.0.1'])(
    'when it listens where it was asked to: %s',
    async address => {
      const watch = started()
      watch.hear(listens(address, asked))
      expect(await watch.outcome).toEqual({ type: 'listening', address, port: asked })
      expect(watch.added).toEqual([])
    },
  )

  test.for([
    ['127.0.0.1', 8889],
    ['127.0.0.2', asked],
    ['::1', asked],
  ] as const)('when it has listened elsewhere, and not there soon after: %s, %i', async ([address, port]) => {
    const watch = started()
    watch.hear(listens(address, port))
    expect(await watch.outcome).toEqual({ type: 'failed', wasTaken: false })
  })

  test('not when it listens elsewhere first', async () => {
    const watch = started()
    watch.hear(listens('127.0.0.1', 9229))
    watch.hear(listens('127.0.0.1', asked))
    expect(await watch.outcome).toMatchObject({ type: 'listening', port: asked })
  })

  test('when its limit has passed, which is told', async () => {
    const watch = started()
    expect(await watch.outcome).toEqual({ type: 'failed', wasTaken: false })
    expect(watch.added).toEqual([{ type: 'never-listened', ms: 60 }])
  })

  test('not at its limit while it prints more than can be read in time, but not for ever', async () => {
    let times = 0
    const watch = started(undefined, () => ++times * 100_000)
    expect(await watch.outcome).toEqual({ type: 'failed', wasTaken: false })
    expect(times).toBe(4)
  })

  test('when it is down, before its limit', async () => {
    const watch = started(Promise.resolve())
    expect(await watch.outcome).toEqual({ type: 'failed', wasTaken: false })
    expect(watch.added).toEqual([])
  })

  test('when its port was taken meanwhile; another port that is taken does not matter', async () => {
    const ours = started(new Promise(resolve => setTimeout(resolve, 10)))
    ours.hear({ type: 'port-taken', port: asked, at: undefined })
    expect(await ours.outcome).toEqual({ type: 'failed', wasTaken: true })
    const another = started(new Promise(resolve => setTimeout(resolve, 10)))
    another.hear({ type: 'port-taken', port: 1, at: undefined })
    expect(await another.outcome).toEqual({ type: 'failed', wasTaken: false })
  })
})
