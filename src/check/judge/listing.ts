// A body of lines KEY=value beside those that a check asks for: which are there, wrong, missing or too many. Names no fault.

import { matchPattern, type BodyExpectation, type Pattern } from '../../transcript/index.ts'

/** A line that is asked for, or must not be there. */
export type Wanted = { readonly key: string; readonly value: Pattern; readonly isForbidden: boolean }

/** A line that came. Offsets count bytes of the body. */
export type Given = { readonly key: string; readonly value: string; readonly offset: number }

export type Listing = {
  readonly wanted: readonly Wanted[]
  readonly given: readonly Given[]
  /** The lines are the whole body, in this order. */
  readonly isWhole: boolean
}

/** undefined when the check asks for other things, or when something else came. */
export function listingOf(body: BodyExpectation, text: string): Listing | undefined {
  const wanted = wantedIn(body)
  if (wanted === undefined) return undefined
  const given = givenIn(text)
  return given.length === 0 ? undefined : { wanted, given, isWhole: body.type === 'exact' }
}

export function fits({ value }: Wanted, given: Given): boolean {
  return matchPattern(value, given.value).matched
}

/** The text of a pattern without placeholders. */
export function literalOf({ parts }: Pattern): string | undefined {
  return parts.every(part => part.type === 'literal') ? parts.map(part => part.text).join('') : undefined
}

function wantedIn(body: BodyExpectation): readonly Wanted[] | undefined {
  switch (body.type) {
    case 'exact': {
      const wanted = body.lines.flatMap(({ pattern }) => keyed(pattern, false))
      return wanted.length === body.lines.length ? wanted : undefined
    }
    case 'lines': {
      const wanted = body.rules.flatMap(({ pattern, rule }) => keyed(pattern, rule === 'must-not-occur'))
      return wanted.length > 0 ? wanted : undefined
    }
    default:
      return undefined
  }
}

const keyForm = /^([A-Za-z_][^\s=:]*)=/

function keyed({ source, parts }: Pattern, isForbidden: boolean): readonly Wanted[] {
  const [first, ...rest] = parts
  const key = first?.type === 'literal' ? keyForm.exec(first.text)?.[1] : undefined
  if (first?.type !== 'literal' || key === undefined) return []
  const text = first.text.slice(key.length + 1)
  const value = {
    source: source.slice(source.indexOf('=') + 1),
    parts: text === '' ? rest : [{ ...first, text }, ...rest],
  }
  return [{ key, value, isForbidden }]
}

/** The lines that have a key, in any case and with hyphens too; a CR before the LF belongs to the line end. */
function givenIn(text: string): readonly Given[] {
  const given: Given[] = []
  for (let offset = 0; offset < text.length;) {
    const lineFeed = text.indexOf('\n', offset)
    const end = lineFeed < 0 ? text.length : lineFeed
    const line = text.slice(offset, text[end - 1] === '\r' ? end - 1 : end)
    const key = keyForm.exec(line)?.[1]
    if (key !== undefined) given.push({ key, value: line.slice(key.length + 1), offset })
    offset = end + 1
  }
  return given
}
