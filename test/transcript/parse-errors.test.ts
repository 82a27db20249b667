// What is wrong with a `.trace` file that says nothing, and where: file, line and column.

import { describe, expect, test } from 'vitest'
import { parseTranscript, TranscriptError } from '../../src/transcript/index.ts'

const head = '> x\n< HTTP/1.1 200 OK\n'

describe('an error names file, line and column', () => {
  test.each([
    ['a role that does not exist', '> x\n! y', '2:1', '# > < <+ <- or *', '"!"'],
    ['no space after >', '>GET', '1:2', 'a space', '"G"'],
    ['no space after <+', `${head}<+A: b`, '3:3', 'a space', '"A"'],
    ['no space after *', '*closed', '1:2', 'a space', '"c"'],
    ['< before any > on connection A', '< HTTP/1.1 200', '1:1', 'bytes to send first: a line with >', '<'],
    [
      '< before any > on connection B',
      '> x\n* connection B\n< HTTP/1.1 200',
      '3:1',
      'bytes to send first: a line with >',
      '<',
    ],
    ['unknown placeholder', `${head}< Date: {dat}`, '3:9', '{any}, {number}', '{dat}'],
    ['a brace that is not closed', `${head}<\n< a {any`, '4:5', '} on the same line', 'the end of the line'],
    ['a brace inside a placeholder', `${head}<\n< {one of {any}}`, '4:11', '} or \\{', '{'],
    ['a choice of nothing', `${head}<\n< {one of}`, '4:3', '{one of A|B|C}', '{one of}'],
    ['unknown escape', '> a\\q', '1:4', '\\r \\n', '\\q'],
    ['bad \\x escape', '> \\x4', '1:3', 'two hexadecimal', '\\x4'],
    ['bad {repeat}', '> a{repeat a}', '1:4', 'N a whole number', '{repeat a}'],
    ['bad {repeat}', '> {repeat a 0}', '1:3', 'a number from 1', '{repeat a 0}'],
    ['bad {repeat}', '> {repeat abc 99999999}', '1:3', 'at most', '{repeat abc 99999999}'],
    ['bad {repeat}', '> {repeat}', '1:3', 'N a whole number', '{repeat}'],
    ['unfinished without a response before it', '> a\n* unfinished', '2:3', 'lines with <', 'unfinished'],
    ['cut-off without a response before it', `${head}* closed\n* cut-off`, '4:3', 'lines with <', 'cut-off'],
    ['unknown act', '* splitt', '1:3', 'split, pause', '"splitt"'],
    ['unknown act', '*', '1:2', 'split, pause', 'the end of the line'],
    ['split takes nothing', '* split 3', '1:9', 'the end of the line', '"3"'],
    ['bad time', '* pause', '1:8', 'pause N ms, N a whole number', 'the end of the line'],
    ['bad time', '* pause x ms', '1:9', 'pause N ms, N a whole number', '"x ms"'],
    ['bad time', '* pause 30 s', '1:11', 'pause N ms, N a whole number', '"30 s"'],
    ['bad time', '* within 1.5 ms', '1:10', 'within N ms, N a whole number', '"1.5 ms"'],
    ['a time that is too long', '* waiting 600001 ms', '1:11', 'at most 600000 ms', '600001 ms'],
    ['bad name of a connection', '* connection', '1:13', 'letters and digits, such as B', 'the end of the line'],
    ['prints and exits beside a connection, in line 1', '> a\n* exits 1', '2:1', 'nothing but prints', '"exits 1"'],
    [
      'prints and exits beside a connection, in line 2',
      '# a\n* prints a\n> b',
      '3:1',
      'nothing but',
      'a line about a connection',
    ],
    [
      'prints and exits beside a connection, in line 1',
      '* exits 1\n* closed',
      '2:1',
      'nothing but',
      'a line about a connection',
    ],
    ['bad line of output', '* prints', '1:9', 'prints TEXT', 'the end of the line'],
    ['bad line of output', '* prints a\\n', '1:12', 'without its end', '"a\\n"'],
    ['unknown placeholder', '* prints {dat}', '1:10', '{any}', '{dat}'],
    ['bad exit code', '* exits', '1:8', 'up to 255', 'the end of the line'],
    ['bad exit code', '* exits -1', '1:9', 'up to 255', '"-1"'],
    ['bad exit code', '* exits 256', '1:9', 'up to 255', '"256"'],
    ['unknown property', '#!pionts: 3', '1:3', 'id, app', '"pionts"'],
    ['a property without a value', '#!id x', '1:5', '#!key: value', '" x"'],
    ['bad value of a property', '#!points: many', '1:11', 'a whole number', '"many"'],
    ['bad value of a property', '#!replay: never', '1:11', 'as-written', '"never"'],
    ['bad value of a property', '#!hidden: yes', '1:11', 'true or false', '"yes"'],
    ['bad value of a property', '#!id:', '1:6', 'one word', 'the end of the line'],
    ['a quote that is not closed', "#!argv: a 'b", '1:11', "'", 'the end of the text'],
    ['id is set twice', '#!id: a\n#!id: b', '2:3', 'one #!id line', 'another'],
    ['not a status line', '> x\n< Content-Type: a', '2:3', 'a status line', '"Content-Type: a"'],
    ['not a status line', '> x\n< HTTP/1.1', '2:11', 'a status line', 'the end of the line'],
    ['not a status line', '> x\n< HTTP/1.1 20 OK', '2:12', 'a status line', '"20"'],
    ['not a status line', `${head}* closed\n< more`, '4:3', 'a status line', '"more"'],
    ['not a header line', `${head}< Content-Type`, '3:15', 'a colon', 'the end of the line'],
    ['not a header line', `${head}< A : b`, '3:4', 'a header name', '" : b"'],
    ['not a header line', `${head}< : b`, '3:3', 'a header name', '": b"'],
    ['a whole body and rules for its lines together', `${head}<\n< a\n<+ b`, '5:1', '<, as before', '<+'],
    ['a whole body and rules for its lines together', `${head}<\n<+ a\n< b`, '5:1', '<+ or <-', '<'],
    ['bytes to send after half-close', '> x\n* half-close\n> y', '3:1', 'another connection', '>'],
    ['bytes to send after reset', '> x\n* reset\n> y', '3:1', 'another connection', '>'],
    ['a control character as it is', '> a\x1b[1m', '1:4', 'the escape \\x1b', 'the byte 0x1b'],
  ])('%s: %j', (problem, text, place, expected, found) => {
    const error = errorOf(text)
    expect(`${error.line}:${error.column}`).toBe(place)
    expect(error.problem).toBe(problem)
    expect(error.found).toBe(found)
    expect(error.expected).toContain(expected)
    expect(error.message.startsWith(`bad.trace:${place}: ${problem}\n`)).toBe(true)
  })

  test('and shows the line with a caret and both sides', () => {
    expect(errorOf('> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n< Date: {dat}\n').message).toMatchInlineSnapshot(`
      "bad.trace:4:9: unknown placeholder
        < Date: {dat}
                ^
        expected  {any}, {number}, {http-date}, {now}, {port}, {client-port}, {one of A|B}, {repeat TEXT N}, or \\{ for a brace
        found     {dat}"
    `)
  })

  test('and shows only the part of a long line around the caret, control characters as pictures', () => {
    const [, line, caret] = errorOf(`> ${'a'.repeat(500)}\t\\q${'b'.repeat(500)}`).message.split('\n')
    expect(line?.length).toBeLessThan(110)
    expect(line?.[caret!.indexOf('^')]).toBe('\\')
    expect(line?.[caret!.indexOf('^') - 1]).toBe('␉')
  })
})

function errorOf(text: string): TranscriptError {
  try {
    parseTranscript(text, 'bad.trace')
  } catch (error) {
    if (error instanceof TranscriptError) return error
    throw error
  }
  throw new Error(`no error for ${JSON.stringify(text)}`)
}
