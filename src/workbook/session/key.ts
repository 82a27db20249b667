// A key as the session sees it, and the words it is bound by. Knows nothing of terminals.

/** `name` is the character itself for keys that type one, else a word: `up`, `pagedown`, `enter`, `f1`. */
export type Key = {
  readonly name: string
  /** What it types; undefined for keys that type nothing. */
  readonly text: string | undefined
  readonly ctrl: boolean
  readonly alt: boolean
  readonly shift: boolean
}

/** `ctrl-c`, `shift-tab`, `q`: how bindings write a key. */
export const keyWord = (key: Key): string => {
  const modifiers = [
    key.ctrl ? 'ctrl-' : '',
    key.alt ? 'alt-' : '',
    key.shift && key.text === undefined ? 'shift-' : '',
  ]
  return modifiers.join('') + key.name
}

/** A key that types `text`. */
export const typed = (text: string): Key => ({
  name: text === ' ' ? 'space' : text,
  text,
  ctrl: false,
  alt: false,
  shift: false,
})

/** A key that types nothing. */
export const named = (name: string, modifiers: Partial<Pick<Key, 'ctrl' | 'alt' | 'shift'>> = {}): Key => ({
  name,
  text: undefined,
  ctrl: false,
  alt: false,
  shift: false,
  ...modifiers,
})
