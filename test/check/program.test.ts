// Why a program never came to serve: of several things the one that explains the others.

import { describe, expect, test } from 'vitest'
import { verdictOfProgram } from '../../src/check/index.ts'
import type { ProgramEvent } from '../../src/trace/index.ts'
import { line } from '../trace/events.ts'

const at = line(3)
const syntax = { atMs: 0, type: 'syntax-error', message: 'no', at, hint: 'a hint' } as const
const memory = { atMs: 0, type: 'out-of-memory', bytes: 2, limit: 1, at } as const
const capped = { atMs: 0, type: 'output-capped', stream: 'stdout', droppedBytes: 5, stopped: true } as const
const printed = { atMs: 0, type: 'output', stream: 'stdout', bytes: new Uint8Array(3) } as const
const blocked = { atMs: 0, type: 'blocked', ms: 500, at } as const
const taken = { atMs: 0, type: 'port-taken', port: 8888, at } as const
const threw = { atMs: 0, type: 'threw', name: 'Error', message: 'no', at, stack: [] } as const
const elsewhere = { atMs: 0, type: 'listening', address: '127.0.0.1', port: 3000, asked: 8888 } as const
const right = { ...elsewhere, port: 8888 } as const
const exit = { atMs: 0, type: 'exited', code: 0, signal: undefined } as const
const never = { atMs: 0, type: 'never-listened', ms: 2000 } as const

/** Each event with the code it has when nothing comes before it in this list. */
const inOrder = [
  [syntax, 'syntax-error'],
  [memory, 'out-of-memory'],
  [capped, 'output-flood'],
  [blocked, 'blocked'],
  [taken, 'port-taken'],
  [threw, 'threw'],
  [elsewhere, 'other-port'],
  [exit, 'exited'],
  [never, 'never-listened'],
] as const satisfies readonly (readonly [ProgramEvent, string])[]

describe('a program that never came to serve', () => {
  test.each(inOrder.map(([, code], index) => [code, inOrder.slice(index).map(([event]) => event)] as const))(
    'gets %s whatever followed, in any order',
    (code, events) => {
      expect(verdictOfProgram(events)?.code).toBe(code)
      expect(verdictOfProgram(events.toReversed())?.code).toBe(code)
    },
  )

  test.each([
    ['nothing happened', []],
    ['it only printed', [printed]],
    ['it listens where it was asked to', [right]],
    ['it listens there and elsewhere', [elsewhere, right]],
    ['it printed more than is kept, and was not stopped', [{ ...capped, stopped: false }, right]],
    ['it listens on every address', [{ ...right, address: '0.0.0.0' }]],
    ['it listens on every address of both kinds', [{ ...right, address: '::' }]],
  ] as const)('has no verdict when %s', (_, events: readonly ProgramEvent[]) => {
    expect(verdictOfProgram(events)).toBeUndefined()
  })

  test.each([
    ['another port', [elsewhere], { code: 'other-port', asked: 8888, port: 3000 }],
    ['the last of several ports', [elsewhere, { ...elsewhere, port: 3001 }], { code: 'other-port', port: 3001 }],
    ['another address', [{ ...right, address: '127.0.0.2' }], { code: 'other-address', address: '127.0.0.2', port: 8888 }],
    ['the right port at another address before another port', [{ ...right, address: '::1' }, elsewhere], { code: 'other-address', address: '::1' }],
  ] as const)('says where it listens: %s', (_, events, diagnosis) => {
    expect(verdictOfProgram(events)).toMatchObject(diagnosis)
  }) // prettier-ignore

  test('names the learner’s line where there is one, and none where there is none', () => {
    expect(verdictOfProgram([threw])).toHaveProperty('source', at)
    expect(verdictOfProgram([{ ...threw, at: undefined }])).not.toHaveProperty('source')
    expect(verdictOfProgram([{ ...exit, at }])).toHaveProperty('source', at)
  })

  test('counts all that was printed', () => {
    expect(verdictOfProgram([printed, printed, capped])).toMatchObject({ code: 'output-flood', printedBytes: 11 })
  })
})

describe('the last words of a program that ended', () => {
  const said = (text: string, stream: 'stdout' | 'stderr' = 'stdout'): ProgramEvent => ({
    atMs: 0,
    type: 'output',
    stream,
    bytes: new TextEncoder().encode(text),
  })

  test.each([
    ['are its last line', [said('one\ntwo\r\n\n')], 'two'],
    ['are put together from several writes', [said('on'), said('e li'), said('ne\n')], 'one line'],
    ['are those on stderr, where there are any', [said('why\n', 'stderr'), said('bye\n')], 'why'],
    ['are none when it said nothing', [], ''],
    ['are none when it printed empty lines', [said('\n\n')], ''],
  ] as const)('%s', (_, events: readonly ProgramEvent[], lastOutput) => {
    expect(verdictOfProgram([...events, exit])).toMatchObject({ code: 'exited', lastOutput })
  })
})
