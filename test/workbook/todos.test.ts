// What a start asks for, told at the top of a program that has none of it.

import { describe, expect, test } from 'vitest'
import { todosIn, withHeading } from '../../src/workbook/todos.ts'

const start = `// Lesson 2. TODO is a word like any other here.
import { createServer } from 'node:net'

// TODO: listen
createServer(serve).listen(8888)

async function serve(socket: Socket): Promise<void> {
  socket.on('data', bytes => {
    // TODO, step 1: read up to the blank line,
    // however it comes.
    // TODO, step 2: answer.
    socket.end()
  })
}

const parse = (line: string) => {
  //   TODO parse it
  return line
}

export function* each() {
  // not TODO
}
`

describe('the TODOs of a start', () => {
  test('are its comments that begin so, with the function they stand in', () => {
    expect(todosIn(start)).toEqual([
      { text: 'TODO: listen', inside: undefined },
      { text: 'TODO, step 1: read up to the blank line, however it comes.', inside: 'serve' },
      { text: 'TODO, step 2: answer.', inside: 'serve' },
      { text: 'TODO parse it', inside: 'parse' },
    ])
  })

  test('are the same with the line ends of Windows', () => {
    expect(todosIn(start.replaceAll('\n', '\r\n'))).toEqual(todosIn(start))
  })

  test('of a program without any are none', () => {
    expect(todosIn('const todo = 1 // TODO behind code is not asked for\n')).toEqual([])
  })
})

describe('the heading of a program', () => {
  const heading = {
    lesson: { number: 2, title: 'The request line' },
    before: { number: 1 },
    file: 'server.ts',
    todos: todosIn(start),
    difference: 'start-of-lesson-2.diff',
  }

  test('says where it comes from, what there is to do and where, and what else there is to see', () => {
    expect(withHeading('const mine = 1\n', heading))
      .toBe(`// Lesson 2, The request line. This file began as your server.ts of lesson 1.
// What there is to do, as the start of the lesson says it:
//   TODO: listen
// in serve
//   TODO, step 1: read up to the blank line, however it comes.
//   TODO, step 2: answer.
// in parse
//   TODO parse it
// That start changes code as well: start-of-lesson-2.diff shows what.

const mine = 1
`)
  })

  test('takes the place of the one before it, and of no other comment', () => {
    const first = withHeading('// Mine: a server.\nconst mine = 1\n', heading)
    const second = { ...heading, lesson: { number: 3, title: 'Environ' }, before: { number: 2 }, todos: [], difference: undefined } // prettier-ignore
    expect(withHeading(first, second)).toBe(
      '// Lesson 3, Environ. This file began as your server.ts of lesson 2.\n\n// Mine: a server.\nconst mine = 1\n',
    )
  })
})
