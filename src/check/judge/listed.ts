// A body of lines KEY=value that is not what it should be: the most telling of its faults, under the value, with the bytes of
// the request that it comes from. Rules are elsewhere: this puts them in order.

import type { Range, RequestDissection } from '../../trace/index.ts'
import type { MarkedCode } from '../gateway-diagnosis.ts'
import { codeOfUnwanted, misnamed } from './key-rules.ts'
import { fits, literalOf, type Given, type Listing, type Wanted } from './listing.ts'
import { fieldsOf, hasUnderscore, fieldRange, queryRange, sourceRangeOf } from './request-values.ts'
import { codeOfValue, isNoText } from './value-rules.ts'

/** `place` counts bytes of the body, `from` bytes that the client sent. */
export type ListedFault = {
  readonly code: MarkedCode
  readonly key: string
  readonly expected: string | undefined
  readonly received: string
  readonly place: Range | undefined
  readonly from: Range | undefined
}

/** What says nothing of its cause comes last; of several causes, the first in the order of the lines. */
const vague: readonly MarkedCode[] = ['wrong-value', 'key-missing', 'key-unwanted', 'not-sorted']

export function faultOfListing(listing: Listing, request: RequestDissection | undefined): ListedFault | undefined {
  const faults = [...wantedFaults(listing, request), ...unwantedFaults(listing, request), ...orderFaults(listing)]
  return faults.find(({ code }) => !vague.includes(code)) ?? faults[0]
}

function wantedFaults(listing: Listing, request: RequestDissection | undefined): readonly ListedFault[] {
  return listing.wanted
    .filter(({ isForbidden }) => !isForbidden)
    .flatMap(wanted => {
      const given = listing.given.filter(({ key }) => key === wanted.key)
      if (given.some(one => fits(wanted, one))) return []
      return [given[0] === undefined ? missingFault(wanted, listing, request) : valueFault(wanted, given[0], request)]
    })
}

function valueFault(wanted: Wanted, given: Given, request: RequestDissection | undefined): ListedFault {
  const { key, value } = wanted
  const { value: received } = given
  const literal = literalOf(value)
  const code = literal === undefined ? codeWithoutText(received) : codeOfValue({ key, literal, received, request })
  return {
    code,
    key,
    expected: literal ?? value.source,
    received,
    place: differing(given, literal ?? ''),
    from: sourceOf(code, key, request),
  }
}

function codeWithoutText(received: string): MarkedCode {
  return isNoText(received) ? 'undefined-value' : 'wrong-value'
}

/** The value from the first byte that differs; what stands after it when the value is only too short. */
function differing({ key, value, offset }: Given, literal: string): Range {
  let same = 0
  while (same < value.length && value[same] === literal[same]) same++
  const start = offset + key.length + 1
  return { start: start + same, end: start + Math.max(value.length, same + 1) }
}

function sourceOf(code: MarkedCode, key: string, request: RequestDissection | undefined): Range | undefined {
  if (code === 'query-in-path') return queryRange(request)
  if (code === 'underscore-not-dropped') return fieldRange(fieldsOf(request, key).find(hasUnderscore))
  if (code === 'target-not-split') return request?.requestLine && lineRange(request.requestLine)
  return sourceRangeOf(request, key)
}

function lineRange({ method, version }: NonNullable<RequestDissection['requestLine']>): Range {
  return { start: method.start, end: version.end }
}

function missingFault(
  wanted: Wanted,
  { wanted: all, given }: Listing,
  request: RequestDissection | undefined,
): ListedFault {
  const spare = given.filter(({ key }) => all.every(one => one.key !== key || one.isForbidden))
  const instead = misnamed(wanted.key, spare)
  return {
    code: instead?.code ?? 'key-missing',
    key: wanted.key,
    expected: literalOf(wanted.value) ?? wanted.value.source,
    received: instead === undefined ? '' : `${instead.given.key}=${instead.given.value}`,
    place: instead && keyRange(instead.given),
    from: sourceRangeOf(request, wanted.key),
  }
}

function keyRange({ key, offset }: Given): Range {
  return { start: offset, end: offset + key.length }
}

function unwantedFaults(listing: Listing, request: RequestDissection | undefined): readonly ListedFault[] {
  const seen = new Set<string>()
  return listing.given.flatMap(given => {
    const isAgain = seen.has(given.key)
    seen.add(given.key)
    return isUnwanted(listing, given, isAgain) ? [unwantedFault(given, { request, isAgain })] : []
  })
}

function isUnwanted({ wanted, isWhole }: Listing, given: Given, isAgain: boolean): boolean {
  if (wanted.some(one => one.isForbidden && one.key === given.key && fits(one, given))) return true
  return isWhole && (isAgain || wanted.every(({ key }) => key !== given.key))
}

function unwantedFault(
  given: Given,
  facts: { readonly request: RequestDissection | undefined; readonly isAgain: boolean },
): ListedFault {
  const code = codeOfUnwanted(given, facts)
  const { key, value } = given
  return {
    code,
    key,
    expected: undefined,
    received: value,
    place: keyRange(given),
    from: sourceOf(code, key, facts.request),
  }
}

/** All lines are there and right: only their order can be wrong. */
function orderFaults({ wanted, given, isWhole }: Listing): readonly ListedFault[] {
  const index = isWhole ? given.findIndex(({ key }, at) => key !== wanted[at]?.key) : -1
  const found = given[index]
  const due = wanted[index]
  if (found === undefined || due === undefined) return []
  return [
    {
      code: 'not-sorted',
      key: found.key,
      expected: due.key,
      received: found.key,
      place: keyRange(found),
      from: undefined,
    },
  ]
}
