// Proves that requests sent without waiting are answered in their order, however they come and however long each takes
// (RFC 9112 §9.3.2).

import { describe, expect, test } from 'vitest'
import type { Application } from '../../src/tsgi/index.ts'
import { until } from '../runner/support/until.ts'
import { bytes, echoing, gate, get, hello, post, sayingPath } from './support/applications.ts'
import { serving } from './support/serving.ts'

const turns = async (count: number): Promise<void> => {
  for (let at = 0; at < count; at++) await new Promise(resolve => setImmediate(resolve))
}

/** Later requests would be ready sooner. */
const slowerFirst: Application = async (environ, startResponse) => {
  await turns(20 - (Number(environ.PATH_INFO.slice(1)) % 20))
  return sayingPath(environ, startResponse)
}

const streamedSlowly: Application = async function* (environ, startResponse) {
  startResponse('200 OK', [])
  for (const character of environ.PATH_INFO) {
    await turns(1)
    yield bytes(character)
  }
}

/** By the number of the request: synchronous, asynchronous, streamed. */
const mixed: Application = (environ, startResponse) => {
  const kinds = [sayingPath, slowerFirst, streamedSlowly]
  return kinds[Number(environ.PATH_INFO.slice(1)) % 3]!(environ, startResponse)
}

const fifty = Array.from({ length: 50 }, (_, at) => `/${at}`)
const asGets = fifty.map(() => 'GET')

describe.for<[string, Application]>([
  ['synchronous', sayingPath],
  ['asynchronous', slowerFirst],
  ['streamed', streamedSlowly],
  ['mixed', mixed],
])('with an application that is %s', ([, application]) => {
  test.for<[string, (bytes: string) => readonly string[]]>([
    ['in one piece', all => [all]],
    ['byte by byte', all => all.split('')],
    ['cut in the middle of each request', all => all.split(/(?<=Ho)/)],
  ])('fifty requests %s are answered in order', async ([, cut]) => {
    const { connect } = await serving(application)
    const client = await connect()
    for (const piece of cut(fifty.map(path => get(path)).join(''))) client.send(piece)
    const answers = await client.answers(...asGets)
    expect(answers.map(({ body }) => body)).toEqual(fifty)
  })

  test('the application is asked one after another', async () => {
    let running = 0
    let most = 0
    const { connect } = await serving(async (environ, startResponse) => {
      most = Math.max(most, ++running)
      await turns(2)
      running--
      return application(environ, startResponse)
    })
    const client = await connect()
    client.send(fifty.map(path => get(path)).join(''))
    await client.answers(...asGets)
    expect(most).toBe(1)
  })
})

test('bodies and heads in one stream stay apart', async () => {
  const { connect } = await serving(echoing)
  const client = await connect()
  const chunked = `${get('/', 'Transfer-Encoding: chunked').replace('GET', 'POST')}3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n`
  client.send(post('one') + get() + chunked + post('GET / HTTP/1.1\r\n\r\n') + post(''))
  const answers = await client.answers('POST', 'GET', 'POST', 'POST', 'POST')
  expect(answers.map(({ body }) => body)).toEqual(['one', '', 'abcdefg', 'GET / HTTP/1.1\r\n\r\n', ''])
})

test('a request that wants the connection closed is the last one', async () => {
  const asked: string[] = []
  const { connect } = await serving((environ, startResponse) => {
    asked.push(environ.PATH_INFO)
    return hello(environ, startResponse)
  })
  const client = await connect()
  client.send(get('/1') + get('/2', 'Connection: close') + get('/3'))
  const answers = await client.answers('GET', 'GET', 'GET')
  expect([answers.length, await client.ended(), asked]).toEqual([2, 'ended', ['/1', '/2']])
})

test.for<[string, Application]>([
  ['synchronous', sayingPath],
  ['asynchronous', slowerFirst],
])('a malformed request after good ones is refused after their answers (%s)', async ([, application]) => {
  const { connect } = await serving(application)
  const client = await connect()
  client.send(`${get('/1')}${get('/2')}GET nowhere HTTP/1.1\r\n\r\n${get('/4')}`)
  const answers = await client.answers('GET', 'GET', 'GET', 'GET')
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 400])
  expect(await client.ended()).toBe('ended')
})

test('a megabyte of requests waits for a slow first answer, and all are answered', async () => {
  const first = gate()
  const asked: string[] = []
  const { connect } = await serving(async (environ, startResponse) => {
    asked.push(environ.PATH_INFO)
    if (environ.PATH_INFO === '/0') await first.opened
    return sayingPath(environ, startResponse)
  })
  const paths = Array.from({ length: 5000 }, (_, at) => `/${at}`)
  const client = await connect()
  client.send(paths.map(path => get(path, `X-Padding: ${'x'.repeat(160)}`)).join(''))
  await until('the first is asked', () => asked.length === 1)
  first.open()
  const last = `\r\n\r\n${paths.at(-1)}`
  await client.until('the last answer comes', () => client.bytes.subarray(-last.length).toString('latin1') === last)
  const answers = await client.answers(...paths.map(() => 'GET'))
  expect(answers.map(({ body }) => body)).toEqual(paths)
})
