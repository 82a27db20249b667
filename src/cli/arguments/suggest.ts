// The nearest word to a misspelt one, and the sentence that offers it.

import { closest, distance } from 'fastest-levenshtein'

/** undefined when nothing is near enough to be what was meant. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  if (known.length === 0) return undefined
  const lower = word.toLowerCase()
  const longer = lower.length < 3 ? [] : known.filter(name => name.startsWith(lower))
  if (longer.length === 1) return longer[0]
  const found = closest(lower, [...known])
  return distance(lower, found) <= Math.max(1, Math.floor(found.length / 3)) || isSwapped(lower, found)
    ? found
    : undefined
}

/** The same letters in another order: a slip that counts double otherwise. */
const isSwapped = (word: string, known: string): boolean =>
  distance(word, known) === 2 && [...word].toSorted().join('') === [...known].toSorted().join('')

/** `did you mean check?`; undefined when nothing is near. */
export const suggestion = (word: string, known: readonly string[]): string | undefined => {
  const found = nearest(word, known)
  return found === undefined ? undefined : `did you mean ${found}?`
}
