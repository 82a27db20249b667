// Predictions and quizzes: their parts, and every way in which one can lack some.

import { describe, expect, test } from 'vitest'
import { read, remarksOn } from './shelf.ts'

const paragraph = (text: string) => ({ type: 'paragraph', text: [{ type: 'text', text }] })
const said = (text: string) => [{ type: 'text', text }]

describe('a prediction', () => {
  test('has a question above its line and an answer below', () => {
    expect(read('~~~predict\nWhat?\n---\nThis.\n\nAnd `that`.\n~~~')).toMatchObject({
      blocks: [
        {
          type: 'predict',
          question: [paragraph('What?')],
          answer: [paragraph('This.'), { type: 'paragraph' }],
        },
      ],
      remarks: [],
    })
  })

  test('may have a rule in its answer', () => {
    expect(read('~~~predict\nWhat?\n\n---\n\nThis.\n\n---\n\nThat.\n~~~').blocks).toMatchObject([
      { question: [{ type: 'paragraph' }], answer: [paragraph('This.'), { type: 'rule' }, paragraph('That.')] },
    ])
  })

  test('may be marked with backquotes, and have blocks of code of its own', () => {
    const text = '````predict\nWhat?\n\n---\n\n```text\nThis.\n```\n````'
    expect(read(text).blocks).toMatchObject([{ type: 'predict', answer: [{ type: 'code', text: 'This.' }] }])
  })

  test.each([
    ['no line between', 'What?\n\nThis.', 'no line ---'],
    ['no question', '\n---\n\nThis.', 'an empty half'],
    ['no answer', 'What?\n\n---\n', 'an empty half'],
    ['nothing in it', '', 'no line ---'],
  ])('with %s is refused', (_, inside, received) => {
    const { blocks, remarks } = read(`one\n\n~~~predict\n${inside}\n~~~`)
    expect(blocks).toHaveLength(1)
    expect(remarks).toMatchObject([
      {
        rule: 'question',
        isFatal: true,
        fault: { problem: 'a prediction without its two halves', received, place: { line: 3 } },
      },
    ])
  })

  test('knows the lines of what is wrong inside', () => {
    expect(remarksOn('one\n\n~~~predict\n\nWhat <b>?\n\n---\n\n\nThis <i>.\n~~~')).toEqual([
      'markdown 5: HTML in the text',
      'markdown 10: HTML in the text',
    ])
  })
})

const quiz = (inside: string): string => `one\n\n~~~quiz\n${inside}\n~~~`

describe('a quiz', () => {
  test('has a question, and choices that explain themselves', () => {
    expect(read('~~~quiz\nWhich?\n\nOf these:\n\n- [ ] `A`\n  > No.\n- [x] B\n  > Yes.\n~~~')).toEqual({
      blocks: [
        {
          type: 'quiz',
          question: [paragraph('Which?'), paragraph('Of these:')],
          choices: [
            { text: [{ type: 'code', text: 'A' }], isRight: false, explanation: said('No.') },
            { text: said('B'), isRight: true, explanation: said('Yes.') },
          ],
        },
      ],
      remarks: [],
      includes: [],
    })
  })

  test.each([
    ['with empty lines between them', '- [ ] A\n\n  > No.\n\n- [X] B\n\n  > Yes.'],
    ['numbered', '1. [ ] A\n   > No.\n2. [x] B\n   > Yes.'],
    ['indented with tabs', '-\t[ ] A\n\t> No.\n-\t[x] B\n\t> Yes.'],
  ])('may have choices %s', (_, choices) => {
    const { blocks, remarks } = read(`~~~quiz\nWhich?\n\n${choices}\n~~~`)
    expect(remarks).toEqual([])
    expect(blocks).toMatchObject([
      {
        question: [paragraph('Which?')],
        choices: [
          { text: said('A'), isRight: false, explanation: said('No.') },
          { text: said('B'), isRight: true, explanation: said('Yes.') },
        ],
      },
    ])
  })

  test('may ask with a list, and with the words of a choice', () => {
    const text = '~~~quiz\n- [x] B\n  > Yes.\n\nWhich?\n\n- [ ] A\n  > No.\n- [x] B\n  > Yes.\n~~~'
    expect(read(text).blocks).toMatchObject([
      { question: [{ type: 'list' }, paragraph('Which?')], choices: [{ isRight: false }, { isRight: true }] },
    ])
  })

  test('keeps the paragraphs of an explanation apart', () => {
    const text = '~~~quiz\nWhich?\n\n- [ ] A\n  > No.\n  >\n  > Never.\n- [x] B\n  > Yes.\n~~~'
    expect(read(text).blocks).toMatchObject([{ choices: [{ explanation: said('No. Never.') }, {}] }])
  })

  test.each([
    ['no list', 'Which?', 3, 'a quiz without its parts', 'something else'],
    ['nothing in it', '', 3, 'a quiz without its parts', 'something else'],
    ['no question', '- [ ] A\n  > No.\n- [x] B\n  > Yes.', 3, 'a quiz without its parts', 'something else'],
    ['a question that nobody sees', '<!-- a -->\n\n- [ ] A\n  > No.\n- [x] B\n  > Yes.', 3, 'a quiz without its parts', 'something else'],
    ['words after the choices', 'Which?\n\n- [x] A\n  > Yes.\n\nMore.', 3, 'a quiz without its parts', 'something else'],
    ['no right choice', 'Which?\n\n- [ ] A\n  > No.\n- [ ] B\n  > No.', 3, 'a quiz that cannot be answered', '2 choices, 0 right'],
    ['two right choices', 'Which?\n\n- [x] A\n  > No.\n- [x] B\n  > No.', 3, 'a quiz that cannot be answered', '2 choices, 2 right'],
    ['one choice', 'Which?\n\n- [x] A\n  > Yes.', 3, 'a quiz that cannot be answered', '1 choice, 1 right'],
    ['a choice without a box', 'Which?\n\n- A\n  > No.\n- [x] B\n  > Yes.', 6, 'a choice without its parts', '"- A"'],
    ['a choice without an explanation', 'Which?\n\n- [ ] A\n  > No.\n- [x] B', 8, 'a choice without its parts', '"- [x] B"'],
    ['a choice with an empty explanation', 'Which?\n\n- [ ] A\n  >\n- [x] B\n  > Yes.', 6, 'a choice without its parts', '"- [ ] A"'],
    ['a choice of two paragraphs', 'Which?\n\n- [ ] A\n\n  more\n\n  > No.\n- [x] B\n  > Yes.', 6, 'a choice without its parts', '"- [ ] A"'],
    ['a choice without words', 'Which?\n\n- [ ] > No.\n- [x] B\n  > Yes.', 6, 'a choice without its parts', '"- [ ] > No."'],
    ['an explanation with a list', 'Which?\n\n- [ ] A\n  > No:\n  >\n  > - one\n- [x] B\n  > Yes.', 6, 'a choice without its parts', '"- [ ] A"'],
    ['an explanation with code', 'Which?\n\n- [ ] A\n  > No.\n- [x] B\n  > Yes:\n  >\n  > ```text\n  > code\n  > ```', 8, 'a choice without its parts', '"- [x] B"'],
  ])('with %s is refused', (_, inside, line, problem, received) => {
    const { blocks, remarks } = read(quiz(inside))
    expect(blocks).toHaveLength(1)
    expect(remarks).toMatchObject([
      { rule: 'question', isFatal: true, fault: { problem, received, place: { line } } },
    ])
  }) // prettier-ignore

  test('knows the lines of what is wrong inside', () => {
    const inside = 'Which <b>?\n\n- [ ] A\n  > No.\n- [x] B <i>\n  > Yes.'
    expect(remarksOn(quiz(inside))).toEqual(['markdown 4: HTML in the text', 'markdown 8: HTML in the text'])
  })
})
