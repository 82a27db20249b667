// Lines that show something from a file: every form, what each shows, and every way in which they can be wrong.

import { describe, expect, test } from 'vitest'
import { parseInclude } from '../../../src/lesson/text/include.ts'
import { read, remarksOn } from './shelf.ts'

const code = (path: string, region?: string) => ({ type: 'code', path, region })

describe('an include', () => {
  test.each([
    ['<<< start/server.ts', code('start/server.ts')],
    ['<<< start/server.ts#first', code('start/server.ts', 'first')],
    ['<<<\tstart/server.ts  ', code('start/server.ts')],
    ['<<< fixture is-answered', { type: 'fixture', name: 'is-answered' }],
    ['<<< fixture http/plain', { type: 'fixture', name: 'http/plain' }],
    ['<<< diff start solution', { type: 'diff', from: 'start', to: 'solution' }],
    ['<<<', undefined],
    ['<<<start/server.ts', undefined],
    ['<<< fixture', undefined],
    ['<<< fixture a b', undefined],
    ['<<< diff start', undefined],
    ['<<< diff start solution more', undefined],
    ['<<< diff a b c d', undefined],
    ['<<< start/server.ts more', undefined],
    ['<<< start/server.ts#', undefined],
    ['<<< #first', undefined],
    ['<<< start/server.ts#a#b', undefined],
  ])('%s', (line, include) => {
    expect(parseInclude(line)).toEqual(include)
  })

  test.each([
    ['a region, without its indentation', 'start/server.ts#first', { language: 'ts', text: 'two', caption: 'start/server.ts' }],
    ['a whole file, without its markers', 'start/server.ts', { language: 'ts', text: 'one\n  two\nthree', caption: 'start/server.ts' }],
    ['a file of another language', 'start/plain.py', { language: 'py', text: 'pass', caption: 'start/plain.py' }],
    ['a file of an attempt', 'attempts/once/server.ts', { language: 'ts', text: 'one', caption: 'attempts/once/server.ts' }],
    ['a file whose name has no dot', 'apps/app', { language: 'text', text: 'app', caption: 'apps/app' }],
    ['a fixture, without its title and its why', 'fixture is-answered', { language: 'trace', text: '> GET / HTTP/1.1\n>\n# later\n< HTTP/1.1 200 OK', caption: 'is-answered.trace' }],
    ['a fixture that all lessons share', 'fixture http/plain', { language: 'trace', text: '> HEAD / HTTP/1.1', caption: 'plain.trace' }],
  ])('shows %s', (_, what, block) => {
    expect(read(`<<< ${what}`)).toMatchObject({ blocks: [{ type: 'code', ...block }], remarks: [] })
  }) // prettier-ignore

  test('of a diff shows each file that is not the same, and only what is near the changes', () => {
    expect(read('<<< diff start solution').blocks).toEqual([
      { type: 'code', language: 'diff', caption: 'gone.ts: start → solution', text: '@@ -1,1 +0,0 @@\n-gone' },
      {
        type: 'code',
        language: 'diff',
        caption: 'new.ts: start → solution',
        text: '@@ -0,0 +1,1 @@\n+new\n\\ No newline at end of file',
      },
      {
        type: 'code',
        language: 'diff',
        caption: 'server.ts: start → solution',
        text: '@@ -1,3 +1,3 @@\n one\n two\n-three\n+four',
      },
    ])
  })

  test.each([
    ['in a list', '- one\n\n  <<< start/server.ts#first', 3],
    ['in a quote', '> one\n>\n> <<< start/server.ts#first', 3],
    ['in the answer of a prediction', '~~~predict\none\n\n---\n\n<<< start/server.ts#first\n~~~', 6],
  ])('may stand %s, and knows its line', (_, text, line) => {
    const { blocks, includes, remarks } = read(text)
    expect([remarks, includes]).toEqual([[], [{ include: code('start/server.ts', 'first'), line }]])
    expect(JSON.stringify(blocks)).toContain('"text":"two"')
  })

  test.each([
    ['of no known form', '<<< what is this', 'an include of no known form', '"<<< what is this"'],
    ['of a file that is not there', '<<< start/sever.ts', 'an include of something that is not there', '"start/sever.ts"'],
    ['of a file of another lesson', '<<< ../other/start/server.ts', 'an include of something that is not there', '"../other/start/server.ts"'],
    ['of a file that is no program', '<<< lesson.json', 'an include of something that is not there', '"lesson.json"'],
    ['of a region that is not there', '<<< start/server.ts#third', 'an include of a region that is not there', '"third"'],
    ['of a region of a file that has none', '<<< start/plain.py#first', 'an include of a region that is not there', '"first"'],
    ['of a fixture that is not there', '<<< fixture is-lost', 'an include of something that is not there', '"is-lost"'],
    ['of a fixture of another lesson', '<<< fixture other/is-other', 'an include of something that is not there', '"other/is-other"'],
    ['of a diff of what is no state', '<<< diff start end', 'an include of no known form', '"<<< diff start end"'],
    ['of a diff that shows nothing', '<<< diff start start', 'a diff that shows nothing', 'the same files'],
    ['in the middle of a paragraph', 'two\n<<< start/server.ts', 'an include inside a paragraph', '"<<< start/server.ts"'],
    ['at the start of a paragraph', '<<< start/server.ts\ntwo', 'an include inside a paragraph', '"<<< start/server.ts"'],
    ['that a line below makes a heading', '<<< start/server.ts\n---', 'an include inside a paragraph', '"<<< start/server.ts"'],
  ])('%s stops the lesson, at its line', (_, text, problem, received) => {
    const { remarks } = read(`one\n\n${text}\n`)
    const line = 3 + text.split('\n').findIndex(one => one.startsWith('<<<'))
    const place = { line, column: 1 }
    expect(remarks).toMatchObject([{ rule: 'include', isFatal: true, fault: { problem, received, place } }])
  }) // prettier-ignore

  test.each([
    ['the regions there are', '<<< start/server.ts#third', 'one of first, second'],
    ['that there is none', '<<< start/plain.py#first', 'a region; start/plain.py has none'],
    ['the forms there are', '<<<', '<<< solution/server.ts#region, <<< fixture NAME or <<< diff start solution'],
  ])('that is wrong is told %s', (_, text, expected) => {
    expect(read(text).remarks[0]?.fault.expected).toBe(expected)
  })

  test('is only looked for at the start of a line', () => {
    expect(remarksOn('a <<< b, and `<<< c`')).toEqual([])
  })
})
