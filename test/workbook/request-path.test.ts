// The path of a request, put together from a trace, from what an application saw, and from the text of the program.

import { describe, expect, test } from 'vitest'
import type { SourceLocation } from '../../src/trace/index.ts'
import { requestPathOf } from '../../src/workbook/index.ts'
import { ended, opened, received, sent, traceOf, wrote } from '../trace/events.ts'

const path = '/home/ada/server.ts'
const program = `// It looks for '\\r\\n\\r\\n', as includes('\\r\\n\\r\\n') does.
const continues = 'HTTP/1.1 100 Continue\\r\\n\\r\\n'

function serve(socket) {
  held += bytes
  if (held.includes('\\r\\n\\r\\n')) answer(held)
}

const environOf = head => {
  log(head.REQUEST_METHOD)
  return { REQUEST_METHOD: head.method }
}

function answer(held) {
  const body = application(environOf(held), start)
  socket.write(head)
  socket.write(chunk)
}
`
const at = (line: number, functionName?: string): SourceLocation => ({
  path,
  line,
  column: 3,
  ...(functionName === undefined ? {} : { functionName }),
})
const head = 'HTTP/1.1 200 OK\r\n\r\n'
const trace = traceOf(
  opened(),
  sent('GET /a HTTP/1.1\r\nHost: a\r\n\r\n'),
  wrote(head.length, at(16, 'answer')),
  wrote(5, at(17, 'answer')),
  received(`${head}hello`),
  ended(),
)
const followed = {
  read: [at(5, 'serve')],
  called: [at(15, 'answer'), at(6, 'serve')],
  stepped: [at(99)],
  closed: [],
}
const files = new Map([[path, program]])
const placesOf = (parts: Partial<Parameters<typeof requestPathOf>[0]>): readonly string[] | undefined =>
  requestPathOf({ trace, followed, files, ...parts })?.steps.map(
    step => `${step.place} ${step.at.line} ${step.at.functionName ?? ''}`,
  )

describe('the path of a request', () => {
  test('goes from the read to the write, and leaves out lines that are not there any more', () => {
    expect(placesOf({})).toEqual([
      'read 5 serve',
      'head 6 serve',
      'environ 11 environOf',
      'through 6 serve',
      'call 15 answer',
      'status 16 answer',
      'chunk 17 answer',
    ])
  })

  test('has the first line of both sides, and each line as it is written', () => {
    const found = requestPathOf({ trace, followed, files })
    expect([found?.request, found?.response]).toEqual(['GET /a HTTP/1.1', 'HTTP/1.1 200 OK'])
    expect(found?.steps[4]?.text).toBe('const body = application(environOf(held), start)')
  })

  test('of a server without an application is what wrote', () => {
    expect(placesOf({ followed: undefined })).toEqual(['status 16 answer', 'chunk 17 answer'])
  })

  test('of files that nobody has is empty, and of no exchange there is none', () => {
    expect(placesOf({ files: new Map() })).toEqual([])
    expect(placesOf({ trace: traceOf(opened(), sent('GET / HTTP/1.1\r\n\r\n')) })).toBeUndefined()
  })
})
