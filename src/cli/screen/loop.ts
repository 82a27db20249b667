// Holds the session's state: an event goes through `update`, and what it asks for is done. Knows no terminal and no runner.

import { update, type Effect, type SessionEvent, type SessionState } from '../../workbook/index.ts'

export type Loop = {
  readonly state: () => SessionState
  readonly dispatch: (event: SessionEvent) => void
}

export type LoopParts = {
  readonly state: SessionState
  readonly perform: (effect: Effect) => void
  /** The state is another: it has to be painted. */
  readonly changed: () => void
  /** Our own bug. Nothing is dispatched after it. */
  readonly fail: (error: unknown) => void
}

export const createLoop = (parts: LoopParts): Loop => {
  let state = parts.state
  let hasEnded = false
  const dispatch = (event: SessionEvent): void => {
    if (hasEnded) return
    try {
      const [next, effects] = update(state, event)
      const isChanged = next !== state
      state = next
      if (isChanged) parts.changed()
      effects.forEach(effect => parts.perform(effect))
      hasEnded = effects.some(effect => effect.type === 'quit')
    } catch (error) {
      hasEnded = true
      parts.fail(error)
    }
  }
  return { state: () => state, dispatch }
}
