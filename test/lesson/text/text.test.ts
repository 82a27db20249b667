// Markdown to blocks: every form a lesson may have, and the line of everything it may not.

import { describe, expect, test } from 'vitest'
import type { Inline } from '../../../src/lesson/index.ts'
import { lessonTextFrom, textPathOf } from '../../../src/lesson/text/text.ts'
import { faultOf } from '../fault.ts'
import { read, remarksOn, shelfWith } from './shelf.ts'

const plain = (text: string): readonly Inline[] => [{ type: 'text', text }]
const paragraph = (text: string) => ({ type: 'paragraph', text: plain(text) })

describe('a text', () => {
  test.each([
    ['a heading', '## Two *words*', [{ type: 'heading', depth: 2, text: [{ type: 'text', text: 'Two ' }, { type: 'emphasis', text: 'words' }] }]],
    ['an underlined heading', 'One\n===', [{ type: 'heading', depth: 1, text: plain('One') }]],
    ['paragraphs', 'one\ntwo\n\nthree', [paragraph('one\ntwo'), paragraph('three')]],
    ['a list', '- one\n- two', [{ type: 'list', ordered: false, items: [[paragraph('one')], [paragraph('two')]] }]],
    ['a list of paragraphs', '1. one\n\n   more\n2. two', [{ type: 'list', ordered: true, items: [[paragraph('one'), paragraph('more')], [paragraph('two')]] }]],
    ['a list in a list', '- one\n  - two', [{ type: 'list', ordered: false, items: [[paragraph('one'), { type: 'list', ordered: false, items: [[paragraph('two')]] }]] }]],
    ['a quote', '> one\n>\n> two', [{ type: 'quote', blocks: [paragraph('one'), paragraph('two')] }]],
    ['a diagram', '```text\na --> b\n```', [{ type: 'code', language: 'text', text: 'a --> b', caption: undefined }]],
    ['a command', '~~~sh\nls\n~~~', [{ type: 'code', language: 'sh', text: 'ls', caption: undefined }]],
    ['a table', '| a | b |\n| --- | --- |\n| 1 | `2` |', [{ type: 'table', header: [plain('a'), plain('b')], rows: [[plain('1'), [{ type: 'code', text: '2' }]]] }]],
    ['a rule', 'one\n\n---\n\ntwo', [paragraph('one'), { type: 'rule' }, paragraph('two')]],
    ['nothing', '', []],
    ['a comment, which nobody sees', 'one\n\n<!-- a\n\nb -->\n\n<!-- c --> <!-- d -->\n\ntwo', [paragraph('one'), paragraph('two')]],
    ['line ends of Windows', '# One\r\n\r\ntwo\r\n', [{ type: 'heading', depth: 1, text: plain('One') }, paragraph('two')]],
  ])('has %s', (_, text, blocks) => {
    expect(read(text)).toEqual({ blocks, remarks: [], includes: [] })
  }) // prettier-ignore

  test.each([
    ['strong words', 'a **b** c', [{ type: 'text', text: 'a ' }, { type: 'strong', text: 'b' }, { type: 'text', text: ' c' }]],
    ['emphasis in strong words, which stay strong', '**a *b* c**', [{ type: 'strong', text: 'a b c' }]],
    ['code, as it was typed', '`a  &amp; *b*`', [{ type: 'code', text: 'a  &amp; *b*' }]],
    ['a link', '[a **b**](https://c/d "e")', [{ type: 'link', text: 'a b', href: 'https://c/d' }]],
    ['two links side by side', '[a](b)[c](d)', [{ type: 'link', text: 'a', href: 'b' }, { type: 'link', text: 'c', href: 'd' }]],
    ['a link by its address', '<https://a/b>', [{ type: 'link', text: 'https://a/b', href: 'https://a/b' }]],
    ['characters kept from Markdown', '\\*a\\* \\<b\\>', [{ type: 'text', text: '*a* <b>' }]],
    ['what Markdown would escape in HTML', 'a & b < c > "d"', [{ type: 'text', text: 'a & b < c > "d"' }]],
    ['a break as a space', 'a\\\nb', [{ type: 'text', text: 'a b' }]],
  ])('has in a paragraph %s', (_, text, parts) => {
    expect(read(text)).toEqual({ blocks: [{ type: 'paragraph', text: parts }], remarks: [], includes: [] })
  }) // prettier-ignore

  test.each([
    ['HTML in a paragraph', 'one\n\ntwo <b>three</b>', ['markdown 3: HTML in the text', 'markdown 3: HTML in the text']],
    ['HTML as a block', 'one\n\n<div>\n\ntwo', ['markdown 3: HTML in the text']],
    ['HTML between comments', '<!-- a --> <b>c</b> <!-- d -->', ['markdown 1: HTML in the text']],
    ['an image', 'one\n\n![two](three)', ['markdown 3: an image in the text']],
    ['struck-out text', '~~one~~', ['markdown 1: struck-out text in the text']],
    ['an HTML entity', 'one\n\ntwo &nbsp; &#233;', ['markdown 3: an HTML entity in the text']],
    ['a link definition', 'one\n\n[a]: https://b', ['markdown 3: a link definition in the text']],
    ['boxes to tick', 'one\n\n- [ ] two\n- [x] three', ['markdown 3: a box to tick in the text']],
    ['boxes to tick, apart', '- [ ] two\n\n- [x] three', ['markdown 1: a box to tick in the text']],
    ['HTML in a heading', 'one\n\n# <i>two</i>', ['markdown 3: HTML in the text', 'markdown 3: HTML in the text']],
    ['HTML in the second item of a list', '- one\n- two <br>', ['markdown 2: HTML in the text']],
    ['HTML in the second row of a table', '| a |\n| - |\n| b |\n| <br> |', ['markdown 4: HTML in the text']],
    ['HTML in a quote', 'one\n\n> two\n>\n> <br>', ['markdown 5: HTML in the text']],
    ['code of a language', 'one\n\n```ts\na\n```', ['code-in-prose 3: code typed into the text']],
    ['code of no language', '```\na\n```', ['code-in-prose 1: code typed into the text']],
    ['code by indentation', 'one\n\n    two\n', ['code-in-prose 3: code typed into the text']],
    ['a diagram of 77 columns', `\`\`\`text\na\n${'-'.repeat(77)}\n\`\`\``, ['wide-diagram 3: a line too wide for a terminal of 80 columns']],
    ['a diagram of 39 wide characters', `\`\`\`text\n${'中'.repeat(39)}\n\`\`\``, ['wide-diagram 2: a line too wide for a terminal of 80 columns']],
    ['code by indentation, too wide', `    a\n    ${'-'.repeat(77)}\n`, ['code-in-prose 1: code typed into the text', 'wide-diagram 2: a line too wide for a terminal of 80 columns']],
  ])('is remarked on for %s, and can be shown', (_, text, remarks) => {
    expect(remarksOn(text)).toEqual(remarks)
    expect(JSON.stringify(read(text).blocks)).not.toContain('"text":[]')
  }) // prettier-ignore

  test.each([
    ['of 76 columns', '-'.repeat(76)],
    ['of 38 wide characters', '中'.repeat(38)],
    ['of 76 characters with accents apart', 'e\u0301'.repeat(76)],
  ])('may have a diagram %s', (_, line) => {
    expect(remarksOn(`\`\`\`text\n${line}\n\`\`\``)).toEqual([])
  })

  test('counts lines as an editor does', () => {
    const text = '# One\r\n\r\n> two\r\n\r\n- three\r\n\r\n  ~~~sh\r\n  four\r\n  ~~~\r\n\r\n\r\n<br>\r\n'
    expect(remarksOn(text)).toEqual(['markdown 12: HTML in the text'])
    expect(read(text).remarks[0]?.fault.place?.sourceLine).toBe('<br>')
  })

  test('that is nested without end is remarked on', () => {
    expect(remarksOn('> '.repeat(20_000))).toEqual(['markdown 1 fatal: Markdown that cannot be read'])
  })

  test.each([
    ['one paragraph with many styles', '**a** b '.repeat(60_000)],
    ['many short paragraphs', 'a\n\n'.repeat(100_000)],
  ])('of half a million characters is read at once: %s', (_, text) => {
    expect(read(text).remarks).toEqual([])
  })
})

describe('the text of a lesson', () => {
  test('is a file for each language', () => {
    expect([textPathOf('hello', 'en'), textPathOf('hello', 'zh-CN')]).toEqual([
      'lessons/hello/text.md',
      'lessons/hello/text.zh-CN.md',
    ])
  })

  test('opens with remarks of the lint, and not with fatal ones', async () => {
    expect(lessonTextFrom(shelfWith('<br>\n\none'), 'en')).toHaveLength(2)
    const fault = await faultOf(() => lessonTextFrom(shelfWith('<br>\n\n<<< what'), 'en'))
    expect(fault).toMatchObject({ path: 'lessons/hello/text.md', place: { line: 3 } })
  })
})
