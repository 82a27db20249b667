// The fenced blocks `predict` and `quiz` to questions with answers. Their insides are lesson text again.

import { lexer, type Token, type Tokens } from 'marked'
import type { Block, QuizChoice } from '../lesson.ts'
import { quoted } from '../pack-error.ts'
import type { IncludeFault } from './include.ts'
import { plainText } from './inline.ts'
import { blocksFrom, inline, remark, type Reading } from './text.ts'

/** A question, a line `---`, and what then happens. `line` is that of the fence. */
export const predictFrom = (reading: Reading, token: Tokens.Code, line: number): readonly Block[] => {
  const lines = token.text.split('\n')
  const cut = lines.findIndex(text => text.trim() === '---')
  const question = blocksOfLines(reading, lines.slice(0, Math.max(0, cut)), line + 1)
  const answer = blocksOfLines(reading, lines.slice(cut + 1), line + cut + 2)
  if (cut !== -1 && question.length > 0 && answer.length > 0) return [{ type: 'predict', question, answer }]
  return broken(reading, line, {
    problem: 'a prediction without its two halves',
    expected: 'a question, a line --- and an answer',
    received: cut === -1 ? 'no line ---' : 'an empty half',
    next: 'Write both halves.',
  })
}

/** `---` below a paragraph would make it a heading, so the halves are cut before Markdown sees them. */
const blocksOfLines = (reading: Reading, lines: readonly string[], line: number): readonly Block[] => {
  const empty = lines.findIndex(text => text.trim() !== '')
  if (empty === -1) return []
  return blocksFrom(reading, lexer(lines.slice(empty).join('\n')), line + empty)
}

/** A question, and after it a list: `- [x]` is right, and the quote below each choice explains it. */
export const quizFrom = (reading: Reading, token: Tokens.Code, line: number): readonly Block[] => {
  const tokens = lexer(token.text).filter(({ type }) => type !== 'space')
  const list = tokens.at(-1)
  if (list?.type !== 'list' || tokens.length < 2) return broken(reading, line, noList)
  const questionLines = linesBefore(token.text, list.raw)
  const question = blocksOfLines(reading, questionLines, line + 1)
  if (question.length === 0) return broken(reading, line, noList)
  const choices = choicesFrom(reading, (list as Tokens.List).items, line + questionLines.length)
  const known = choices.filter(choice => choice !== undefined)
  if (known.length < choices.length) return []
  if (known.length < 2 || known.filter(choice => choice.isRight).length !== 1)
    return broken(reading, line, oneRight(known))
  return [{ type: 'quiz', question, choices: known }]
}

const linesBefore = (text: string, raw: string): readonly string[] =>
  text.slice(0, text.lastIndexOf(raw.trim())).split('\n')

const noList: IncludeFault = {
  problem: 'a quiz without its parts',
  expected: 'a question, and after it a list of choices: - [ ] or - [x]',
  received: 'something else',
  next: 'Write the choices last, each with an explanation: a quote ("> ") below it.',
}

const oneRight = (choices: readonly QuizChoice[]): IncludeFault => ({
  problem: 'a quiz that cannot be answered',
  expected: 'two choices or more, one of them right: - [x]',
  received: `${choices.length} ${choices.length === 1 ? 'choice' : 'choices'}, ${choices.filter(choice => choice.isRight).length} right`,
  next: 'Mark one choice with [x].',
})

/** `line` is that of the first item. */
const choicesFrom = (reading: Reading, items: readonly Tokens.ListItem[], line: number) => {
  let at = line
  return items.map(item => {
    const choice = choiceFrom(reading, item, at)
    at += item.raw.split('\n').length - 1
    return choice
  })
}

const choiceFrom = (reading: Reading, item: Tokens.ListItem, line: number): QuizChoice | undefined => {
  const parts = item.tokens.filter(({ type }) => type !== 'space' && type !== 'checkbox')
  const [text, quote, more] = parts as readonly (Tokens.Generic | undefined)[]
  const why = quote?.type === 'blockquote' ? proseOf(quote) : undefined
  if (!item.task || !isProse(text) || why === undefined || more !== undefined) {
    broken(reading, line, badChoice(item))
    return undefined
  }
  const explanation = inline(reading, why, line)
  if (plainText(explanation).trim() === '') return void broken(reading, line, badChoice(item))
  return { text: inline(reading, text.tokens, line), isRight: item.checked === true, explanation }
}

const isProse = (token: Tokens.Generic | undefined): token is Tokens.Generic =>
  token !== undefined && (token.type === 'text' || token.type === 'paragraph')

/** What stands in the paragraphs of a quote, with a space between them; undefined when it has anything else. */
const proseOf = (quote: Tokens.Generic): readonly Token[] | undefined => {
  const paragraphs = (quote.tokens ?? []).filter(({ type }) => type !== 'space') as readonly Tokens.Generic[]
  if (!paragraphs.every(isProse)) return undefined
  return paragraphs.flatMap(({ tokens = [] }, index) => (index === 0 ? tokens : [between, ...tokens]))
}

const between: Tokens.Text = { type: 'text', raw: ' ', text: ' ' }

const badChoice = (item: Tokens.ListItem): IncludeFault => ({
  problem: 'a choice without its parts',
  expected: '- [ ] or - [x] with one paragraph, and below it the explanation: a quote ("> ") of paragraphs',
  received: quoted(item.raw.trim().split('\n')[0] ?? ''),
  next: 'Give every choice an explanation, the wrong ones too.',
})

const broken = (reading: Reading, line: number, fault: IncludeFault): readonly Block[] => {
  remark(reading, line, 'question', fault)
  return []
}
