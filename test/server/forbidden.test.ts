// Nothing that RFC 9112 forbids gets a 2xx, nothing that could be smuggled behind it is ever asked of the application, and the
// connection is closed.

import { describe, expect, test } from 'vitest'
import type { Application } from '../../src/tsgi/index.ts'
import { cutOff, forbidden } from './support/forbidden.ts'
import { get } from './support/applications.ts'
import { serving } from './support/serving.ts'

const rows = Object.entries(forbidden).flatMap(([family, cases]) =>
  Object.entries(cases).map(([name, text]) => [`${family}: ${name}`, text] as const),
)

/** Reads the whole body, as an application that wants to know does, and notes what it was asked for. */
function noting() {
  const asked: string[] = []
  const application: Application = async (environ, startResponse) => {
    const body = await environ['tsgi.input'].read()
    asked.push(environ.PATH_INFO)
    startResponse('200 OK', [])
    return [body]
  }
  return { asked, application }
}

const statusesIn = (text: string): readonly number[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))

/** One response, which refuses: complete by its Content-Length, and the last. */
const refusal = /^HTTP\/1\.1 (?:4\d\d|501|505) [^\r\n]+\r\n(?:[-\w]+: [^\r\n]*\r\n)*Connection: close\r\n\r\n[^\0]*$/

test('the table has its size, and no case twice', () => {
  expect(rows.length).toBeGreaterThan(150)
  expect(new Set(rows.map(([, text]) => text)).size).toBe(rows.length)
})

describe('a forbidden request is refused, and the connection closed', () => {
  test.for(rows)('%s', async ([, text]) => {
    const { asked, application } = noting()
    const { connect } = await serving(application)
    const client = await connect()
    client.send(text)
    expect(await client.ended()).toBe('ended')
    expect(client.text).toMatch(refusal)
    expect(statusesIn(client.text)).toHaveLength(1)
    expect(asked).toEqual([])
  })
})

describe('a forbidden request behind a good one does not spoil that', () => {
  test.for(rows)('%s', async ([, text]) => {
    const { asked, application } = noting()
    const { connect } = await serving(application)
    const client = await connect()
    client.send(get('/good') + text)
    client.end()
    expect(await client.ended()).toBe('ended')
    const [good, bad, ...more] = statusesIn(client.text)
    expect([good, more]).toEqual([200, []])
    expect(bad).toBeGreaterThanOrEqual(400)
    expect(asked).toEqual(['/good'])
  })
})

describe('a request that is cut off gets no 2xx', () => {
  test.for(Object.entries(cutOff))('%s', async ([, text]) => {
    const { asked, application } = noting()
    const { connect } = await serving(application)
    const client = await connect()
    client.send(text)
    client.end()
    expect(await client.ended()).toBe('ended')
    expect(client.text).toMatch(refusal)
    expect(asked).toEqual([])
  })
})
