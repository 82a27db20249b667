// A key that is missing, or that must not be there, to the fault behind it. Looks at keys, and at the fields of the request.

import type { FieldLine, RequestDissection } from '../../trace/index.ts'
import type { ValueCode } from '../gateway-diagnosis.ts'
import type { Given } from './listing.ts'
import { fieldsOf, hasUnderscore, keyOfField, upperKey } from './request-values.ts'
import { isNoText } from './value-rules.ts'

/** The line that stands in the place of one that is missing; undefined when it has no line at all. */
export function misnamed(
  key: string,
  spare: readonly Given[],
): { readonly code: ValueCode; readonly given: Given } | undefined {
  for (const [code, isIt] of misnamings) {
    const given = spare.find(one => isIt(key, one.key))
    if (given !== undefined) return { code, given }
  }
  return undefined
}

type Misnaming = readonly [ValueCode, (key: string, given: string) => boolean]

const misnamings: readonly Misnaming[] = [
  ['content-type-prefixed', (key, given) => key.startsWith('CONTENT_') && upperKey(given) === `HTTP_${key}`],
  ['header-not-prefixed', (key, given) => key.startsWith('HTTP_') && `HTTP_${upperKey(given)}` === key],
  ['key-misspelt', (key, given) => plainKey(given) === plainKey(key)],
]

/** Without what tells a key of the environ from the name it comes from. */
function plainKey(key: string): string {
  return key.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
}

/** Why a line is one too many. `isAgain`: its key has been there before. */
export function codeOfUnwanted(
  given: Given,
  { request, isAgain }: { readonly request: RequestDissection | undefined; readonly isAgain: boolean },
): ValueCode {
  const { key, value } = given
  const behind = fieldsOf(request, key)
  if (isNoText(value)) return 'undefined-value'
  if (/^HTTP_CONTENT_(?:TYPE|LENGTH)$/.test(upperKey(key))) return 'content-type-prefixed'
  if (behind.some(hasUnderscore) && behind.every(hasUnderscore)) return 'underscore-not-dropped'
  if (isAgain && behind.length > 1) return 'not-joined'
  const named = namedLike(request, key)
  if (named === undefined) return 'key-unwanted'
  return key.toUpperCase().startsWith('HTTP') ? 'key-misspelt' : 'header-not-prefixed'
}

/** The field that gave its name to a key in the wrong form. */
function namedLike(request: RequestDissection | undefined, key: string): FieldLine | undefined {
  const bare = upperKey(key).replace(/^HTTP_/, '')
  return request?.fields.find(({ name }) => keyOfField(name.text) !== key && upperKey(name.text) === bare)
}
