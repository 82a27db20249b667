// The responses in what a client received, as data.

import { createResponseReader, latin1From, type ResponseHead } from '../../../src/http/index.ts'

export type Answer = {
  readonly status: number
  readonly reason: string
  /** By lower-case name; repeats are joined by `, `. */
  readonly fields: Readonly<Record<string, string>>
  readonly bodyKind: ResponseHead['bodyKind']
  /** A character for each byte. */
  readonly body: string
  /** The status codes of the interim responses before it. */
  readonly interims: readonly number[]
  readonly isComplete: boolean
}

/** The responses to requests of these methods; the last may be incomplete. Throws for bytes that are no response. */
export function answersIn(bytes: Uint8Array, methods: readonly string[], hasEnded: boolean): readonly Answer[] {
  const answers: Answer[] = []
  let interims: number[] = []
  const change = (changes: Partial<Answer>): void => {
    answers[answers.length - 1] = { ...answers.at(-1)!, ...changes }
  }
  const reader = createResponseReader({
    onInterim: ({ status }) => interims.push(status),
    onHead: head => {
      answers.push({ ...answerFrom(head), interims })
      interims = []
    },
    onBody: piece => change({ body: answers.at(-1)!.body + latin1From(piece) }),
    onEnd: () => change({ isComplete: true }),
    onError: error => {
      if (error.rule !== 'cut-off') throw error
    },
  })
  for (const method of methods) reader.expect(method)
  reader.push(bytes)
  if (hasEnded) reader.end()
  return answers
}

function answerFrom({ status, reason, fields, bodyKind }: ResponseHead): Answer {
  const byName: Record<string, string> = {}
  for (const { name, value } of fields)
    byName[name.lower] = byName[name.lower] === undefined ? value : `${byName[name.lower]}, ${value}`
  return { status, reason, fields: byName, bodyKind, body: '', interims: [], isComplete: false }
}
