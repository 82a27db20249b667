// The small parts of an exchange that know no sockets: waiting, adding up pauses, writing down.

import { describe, expect, test } from 'vitest'

import { createPauses } from '../../../src/runner/conversation/pauses.ts'
import { createRecorder } from '../../../src/runner/conversation/recorder.ts'
import { createWaiting } from '../../../src/runner/conversation/waiting.ts'

describe('waiting', () => {
  test('ends at once for what already holds, and when a check finds that it holds', async () => {
    const waiting = createWaiting()
    expect(await waiting.until(() => true, 60_000)).toBe('done')
    let isDone = false
    const wait = waiting.until(() => isDone, 60_000)
    waiting.check()
    isDone = true
    waiting.check()
    expect(await wait).toBe('done')
  })

  test('ends with its limit when nothing holds', async () => {
    expect(await createWaiting().until(() => false, 5)).toBe('limit')
  })

  test('halted, the present wait ends and so does every later one', async () => {
    const waiting = createWaiting()
    const wait = waiting.until(() => false, 60_000)
    waiting.halt()
    expect([await wait, await waiting.until(() => false, 60_000), waiting.isHalted()]).toEqual(['done', 'done', true])
  })
})

describe('time that nobody worked in', () => {
  function clocked(): { readonly pauses: ReturnType<typeof createPauses>; readonly pass: (ms: number) => void } {
    let time = 0
    return { pauses: createPauses(() => time), pass: ms => void (time += ms) }
  }

  test('is a pause of the only exchange', () => {
    const { pauses, pass } = clocked()
    const leave = pauses.enter()
    pass(1)
    const resume = pauses.pause()
    pass(30)
    resume()
    pass(5)
    leave()
    expect(pauses.totalMs()).toBe(30)
  })

  test('is not a pause while another exchange works, and counts once when all pause', () => {
    const { pauses, pass } = clocked()
    const leave = [pauses.enter(), pauses.enter()]
    const first = pauses.pause()
    pass(10)
    const second = pauses.pause()
    pass(20)
    first()
    pass(40)
    second()
    leave.forEach(one => one())
    expect(pauses.totalMs()).toBe(20)
  })
})

describe('writing down', () => {
  const output = (
    text: string,
  ): { readonly type: 'output'; readonly stream: 'stdout'; readonly bytes: Uint8Array } => ({
    type: 'output',
    stream: 'stdout',
    bytes: Buffer.from(text),
  })

  test('keeps output up to the cap, to the byte, and counts what is beyond it', () => {
    let time = 100
    const recorder = createRecorder({ now: () => time, outputBytes: 5 })
    time = 103
    recorder.addFact(output('abc'), 'A')
    recorder.addFact(output('defg'), undefined)
    recorder.addFact(output('h'), undefined)
    expect(recorder.trace().events).toEqual([
      { atMs: 3, ...output('abc'), connection: 'A' },
      { atMs: 3, ...output('de') },
      { atMs: 3, type: 'output-capped', stream: 'stdout', droppedBytes: 3, stopped: false },
    ])
  })

  test('a trace that was taken does not grow, the next one has it all', () => {
    const recorder = createRecorder({ now: () => 0, outputBytes: 5 })
    const before = recorder.trace()
    recorder.addFact({ type: 'never-listened', ms: 7 }, undefined)
    expect([before.events.length, recorder.trace().events.length]).toEqual([0, 1])
  })

  test('a program that was stopped for its output is told so, even when all of it was kept', () => {
    const recorder = createRecorder({ now: () => 0, outputBytes: 5 })
    recorder.addFact({ type: 'output-capped', stream: 'stderr', droppedBytes: 0, stopped: true }, undefined)
    expect(recorder.trace().events).toEqual([
      { atMs: 0, type: 'output-capped', stream: 'stderr', droppedBytes: 0, stopped: true },
    ])
  })
})
