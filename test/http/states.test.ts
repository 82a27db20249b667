// The table of states: it hangs together, and every way in it is taken.

import { expect, test } from 'vitest'
import { transitions, type State } from '../../src/http/index.ts'

const edges = Object.entries(transitions).flatMap(([from, events]) =>
  Object.values(events).map((to: string) => [from, to] as const),
)

test('every way leads to a state', () => {
  for (const [, to] of edges) expect(Object.keys(transitions)).toContain(to)
})

test('every state is reached from the first, but the one of errors', () => {
  const reached = new Set<string>(['start-line' satisfies State])
  for (const from of reached) for (const [start, to] of edges) if (start === from) reached.add(to)
  const unreached = Object.keys(transitions).filter(state => !reached.has(state))
  expect(unreached).toEqual(['refused'])
})

test('nothing leads out of the last states', () => {
  const last: readonly State[] = ['detached', 'closed', 'refused']
  for (const state of last) expect(transitions[state]).toEqual({})
})
