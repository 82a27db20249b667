// Answers that are complete go out together, at the end of a turn of the event loop, and are not held up by a slow one.

import { describe, expect, test } from 'vitest'
import { Outbox } from '../../src/server/outbox.ts'

/** What was sent, in its order. */
function senders(): { readonly sent: string[]; readonly of: (name: string) => { sendWaiting(): void } } {
  const sent: string[] = []
  return { sent, of: name => ({ sendWaiting: () => void sent.push(name) }) }
}

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

describe('an outbox', () => {
  test('keeps what is added until the turn is over, and then sends it in its order', async () => {
    const outbox = new Outbox()
    const { sent, of } = senders()
    outbox.add(of('one'))
    expect(sent).toEqual([])
    outbox.add(of('two'))
    await turn()
    expect(sent).toEqual(['one', 'two'])
  })

  test('sends each once, and begins anew with the next turn', async () => {
    const outbox = new Outbox()
    const { sent, of } = senders()
    outbox.add(of('one'))
    await turn()
    outbox.add(of('two'))
    await turn()
    await turn()
    expect(sent).toEqual(['one', 'two'])
  })

  test('sends all of them once sixty-four wait', () => {
    const outbox = new Outbox()
    const { sent, of } = senders()
    for (let count = 1; count < 64; count++) outbox.add(of(String(count)))
    const before = sent.length
    outbox.add(of('64'))
    expect({ before, after: sent.length }).toEqual({ before: 0, after: 64 })
  })

  test('sends with the next one when that took long', () => {
    const outbox = new Outbox()
    const { sent, of } = senders()
    outbox.add(of('quick'))
    const began = performance.now()
    while (performance.now() - began < 1);
    outbox.add(of('slow'))
    expect(sent).toEqual(['quick', 'slow'])
  })

  test('takes more from within a send, for the next time', async () => {
    const outbox = new Outbox()
    const { sent, of } = senders()
    outbox.add({ sendWaiting: () => outbox.add(of('from within')) })
    await turn()
    expect(sent).toEqual([])
    await turn()
    expect(sent).toEqual(['from within'])
  })
})
