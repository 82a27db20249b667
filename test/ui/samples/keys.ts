// Takes a session further: by events, and by keys as their words, each pressed on the page that is then on screen.

import { frameOf } from '../../../src/ui/index.ts'
import { named, typed, update, type Key, type SessionEvent, type SessionState } from '../../../src/workbook/index.ts'

/** The state after these events, effects dropped. */
export const after = (state: SessionState, ...events: readonly SessionEvent[]): SessionState =>
  events.reduce((now, event) => update(now, event)[0], state)

/** The state after these keys, pressed slowly. */
export const pressing = (state: SessionState, ...keys: readonly string[]): SessionState =>
  keys.reduce(
    (now, key) =>
      update(now, { type: 'key', key: keyFrom(key), page: frameOf(now, undefined).page, sinceSameMs: undefined })[0],
    state,
  )

/** A save of the files as they are. */
export const saved = ({ opened }: SessionState): SessionEvent => ({ type: 'file-saved', mine: opened.mine })

/** From the word that bindings use: `ctrl-d`, `pagedown`, `q`. */
export const keyFrom = (word: string): Key => {
  if (word.startsWith('ctrl-')) return named(word.slice(5), { ctrl: true })
  if (word.startsWith('shift-')) return named(word.slice(6), { shift: true })
  if (word === 'space') return typed(' ')
  return Array.from(word).length === 1 ? typed(word) : named(word)
}
