// From a JSON file of a pack to values of known shape: every field is looked at, and each mistake has a place.

import { PackError, placeAt, quoted, type PackFault } from '../pack-error.ts'
import { JsonFault, parseJson, type JsonNode } from './json.ts'

/** A file being read: what a fault needs to name its place. */
export type Source = { readonly directory: string; readonly path: string; readonly text: string }

/** A value and where it stands, for rules that can only be judged with the rest of the file in hand. */
export type Placed<Value> = { readonly value: Value; readonly offset: number }

/** Throws PackError for a text that is not JSON. */
export const readJson = (source: Source): JsonNode => {
  try {
    return parseJson(source.text)
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error
    throw faultAt(source, error.offset, {
      problem: 'not JSON',
      expected: error.expected,
      received: charAt(source.text, error.offset),
      next: 'Correct the file here; JSON has no comments and no comma before a closing bracket.',
    })
  }
}

export const faultAt = (source: Source, offset: number, fault: Omit<PackFault, 'path' | 'place'>): PackError =>
  new PackError(source.directory, { ...fault, path: source.path, place: placeAt(source.text, offset) })

const charAt = (text: string, offset: number): string =>
  offset >= text.length ? 'the end of the file' : quoted(String.fromCodePoint(text.codePointAt(offset) ?? 0))

/** The fields of an object; `fields` are all that it may have. */
export type Fields<Name extends string> = {
  readonly offset: number
  /** The value of a field that must be there. */
  readonly need: (name: Name) => JsonNode
  readonly find: (name: Name) => JsonNode | undefined
}

export const fieldsOf = <Name extends string>(source: Source, node: JsonNode, names: readonly Name[]): Fields<Name> => {
  const known = names.map(name => `"${name}"`).join(', ')
  if (node.type !== 'object') throw shapeFault(source, node, `an object with ${known}`)
  const stray = node.members.find(member => !names.some(name => name === member.key))
  if (stray !== undefined)
    throw faultAt(source, stray.offset, {
      problem: 'a field that does not exist',
      expected: `one of ${known}`,
      received: quoted(stray.key),
      next: nearestNext(stray.key, names),
    })
  const find = (name: Name): JsonNode | undefined => node.members.find(member => member.key === name)?.value
  const need = (name: Name): JsonNode => {
    const value = find(name)
    if (value !== undefined) return value
    throw faultAt(source, node.offset, {
      problem: `"${name}" is missing`,
      expected: `"${name}" in this object`,
      received: node.members.map(member => quoted(member.key)).join(', ') || 'no field at all',
      next: `Add "${name}".`,
    })
  }
  return { offset: node.offset, need, find }
}

const nearestNext = (found: string, names: readonly string[]): string => {
  const alike = names.find(name => found.length > 2 && name.startsWith(found.slice(0, 3)))
  return alike === undefined ? 'Take the field out, or correct its name.' : `Was "${alike}" meant?`
}

export const shapeFault = (source: Source, node: JsonNode, expected: string): PackError =>
  faultAt(source, node.offset, {
    problem: 'a value of the wrong kind',
    expected,
    received: described(node),
    next: 'Correct the value.',
  })

const described = (node: JsonNode): string => {
  switch (node.type) {
    case 'object':
      return 'an object'
    case 'list':
      return node.items.length === 0 ? 'an empty list' : 'a list'
    case 'text':
      return quoted(node.value)
    default:
      return String(node.value)
  }
}

/** Text for people: something must be in it, and it stays on its line. */
export const textOf = (source: Source, node: JsonNode): string => {
  if (node.type !== 'text' || node.value.trim() === '') throw shapeFault(source, node, 'a text')
  if (/\p{Cc}/u.test(node.value)) throw shapeFault(source, node, 'a text of one line, without control characters')
  return node.value
}

/** A name that is also a file name: lower case, digits, single hyphens. */
export const slugOf = (source: Source, node: JsonNode): Placed<string> => {
  if (node.type !== 'text' || !isSlug(node.value))
    throw shapeFault(source, node, 'a name of lower-case letters, digits and single hyphens: "two-clients-at-once"')
  return { value: node.value, offset: node.offset }
}

export const isSlug = (text: string): boolean => text.length <= 80 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text)

export const minutesOf = (source: Source, node: JsonNode): number => {
  if (node.type !== 'number' || !Number.isInteger(node.value) || node.value < 1 || node.value > 600)
    throw shapeFault(source, node, 'whole minutes from 1 to 600')
  return node.value
}

export const listOf = <Item>(source: Source, node: JsonNode, itemOf: (item: JsonNode) => Item): readonly Item[] => {
  if (node.type !== 'list') throw shapeFault(source, node, 'a list')
  return node.items.map(itemOf)
}

export const filledListOf = <Item>(
  source: Source,
  node: JsonNode,
  itemOf: (item: JsonNode) => Item,
): readonly Item[] => {
  const items = listOf(source, node, itemOf)
  if (items.length === 0) throw shapeFault(source, node, 'a list with something in it')
  return items
}

/** Throws for the second of two equal names. */
export const needDistinct = (source: Source, names: readonly Placed<string>[], what: string): void => {
  const seen = new Set<string>()
  for (const { value, offset } of names) {
    if (seen.has(value))
      throw faultAt(source, offset, {
        problem: `${what} is there twice`,
        expected: `each ${what} once`,
        received: quoted(value),
        next: 'Rename one of the two, or take it out.',
      })
    seen.add(value)
  }
}

/** Throws for a name that is not one of `known`. */
export const needKnown = (source: Source, name: Placed<string>, known: readonly string[], what: string): void => {
  if (known.includes(name.value)) return
  throw faultAt(source, name.offset, {
    problem: `${what} that does not exist`,
    expected: known.length === 0 ? `${what} of this lesson; it has none` : `one of ${known.join(', ')}`,
    received: quoted(name.value),
    next: 'Correct the name.',
  })
}
