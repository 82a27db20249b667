// Following a connection read by read agrees with dissecting all of it at once.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conversationsOf, followResponses, isResponseComplete, startFollowing } from '../../src/trace/index.ts'
import { messageBytes, segmentsOf } from './arbitrary.ts'
import { ended, octets, received, sent, traceOf, type Event } from './events.ts'

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'
const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n'
const untilClose = 'HTTP/1.1 200 OK\r\n\r\nhi'
const interim = 'HTTP/1.1 100 Continue\r\n\r\n'

describe('following', () => {
  test.each([
    ['nothing', '', false, 0, false],
    ['half a response', ok.slice(0, 20), false, 0, true],
    ['a response', ok, false, 1, false],
    ['a response and a half', ok + ok.slice(0, 5), false, 1, true],
    ['two responses of different kinds', chunked + ok, false, 2, false],
    ['an interim response, which is none', interim, false, 0, false],
    ['an interim and a final response', interim + ok, false, 1, false],
    ['a response that ends with the connection, open', untilClose, false, 0, true],
    ['a response that ends with the connection, closed', untilClose, true, 1, false],
    ['a response cut off by the close', ok.slice(0, -1), true, 0, true],
  ] as const)('%s', (_, text, isEnded, complete, isInside) => {
    expect(followResponses(octets(text), startFollowing(), { isEnded })).toMatchObject({ complete, isInside })
  })

  test('knows that the answer to HEAD has no body', () => {
    const bytes = octets(`${ok.slice(0, -2)}${ok}`)
    const following = followResponses(bytes, startFollowing(), { methods: ['HEAD', 'GET'], isEnded: false })
    expect(following).toMatchObject({ complete: 2, completeAt: bytes.length })
  })

  test.each([
    ['of known length', 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhi', 540],
    ['that ends with the connection', untilClose, Infinity],
    ['in chunks', chunked.slice(0, -1), chunked.length],
  ] as const)('does not look again at a body %s before it can be whole', (_, text, wakeAt) => {
    const following = followResponses(octets(text), startFollowing(), { isEnded: false })
    expect(following.wakeAt).toBe(wakeAt)
    const more = octets(text.padEnd(Math.min(wakeAt - 1, 1000), '.'))
    expect(followResponses(more, following, { isEnded: false })).toBe(following)
  })

  test('asks for the first final response alone where one is all that counts', () => {
    const options = { method: undefined, isEnded: false }
    expect(isResponseComplete(octets(interim), options)).toBe(false)
    expect(isResponseComplete(octets(ok), options)).toBe(true)
    expect(isResponseComplete(octets(ok.slice(0, -2)), { method: 'HEAD', isEnded: false })).toBe(true)
  })
})

/** The complete final responses that the whole reading of a connection finds, and where the last complete one ends. */
function dissected(events: readonly Event[], methods: readonly string[]): { complete: number; completeAt: number } {
  const requests = methods.map(method => `${method} / HTTP/1.1\r\n\r\n`).join('')
  const [{ exchanges }] = conversationsOf(traceOf(sent(requests), ...events)) as [ReturnType<typeof conversationsOf>[0]]
  const responses = exchanges.flatMap(({ interim, response }) => [...interim, response ?? []]).flat()
  const complete = responses.filter(({ isComplete }) => isComplete)
  const final = complete.filter(({ framing }) => framing.type !== 'none' || framing.because !== 'interim')
  return { complete: final.length, completeAt: complete.at(-1)?.range.end ?? 0 }
}

test('following read by read agrees with dissecting the whole, for every prefix of any bytes', () => {
  const reads = messageBytes.chain(bytes => segmentsOf(bytes).map(segments => ({ bytes, segments })))
  const methods = fc.array(fc.constantFrom('GET', 'HEAD'), { minLength: 40, maxLength: 40 })
  fc.assert(
    fc.property(reads, methods, ({ bytes, segments }, methods) => {
      let following = startFollowing()
      let end = 0
      for (const segment of segments) {
        end += segment.length
        const prefix = bytes.subarray(0, end)
        following = followResponses(prefix, following, { methods, isEnded: false })
        const { complete, completeAt } = dissected([received(prefix)], methods)
        expect([end, following.complete, following.completeAt]).toEqual([end, complete, completeAt])
        expect(following.isInside).toBe(completeAt < end)
      }
      const last = followResponses(bytes, following, { methods, isEnded: true })
      expect(last).toMatchObject(dissected([received(bytes), ended()], methods))
    }),
  )
})

test('every prefix of answers one after another is followed byte by byte', () => {
  const text = `${interim}${ok}${chunked}${untilClose}`
  const ends = [0, interim.length, interim.length + ok.length, interim.length + ok.length + chunked.length]
  let following = startFollowing()
  for (let end = 0; end <= text.length; end++) {
    following = followResponses(octets(text.slice(0, end)), following, { isEnded: false })
    expect([end, following.completeAt]).toEqual([end, ends.findLast(one => one <= end)])
  }
})
