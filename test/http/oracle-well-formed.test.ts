// Every well-formed message is read as node:http reads it; where not, the table says why, and that node does read it otherwise.

import { describe, expect, test } from 'vitest'
import { bytesFromLatin1 } from '../../src/http/index.ts'
import { requestsByNode, requestsByUs, responseByNode, responsesByUs, type Reading } from './support/node-readings.ts'
import { wellFormedRequests, wellFormedResponses, type WellFormed } from './support/well-formed.ts'

/** What node:http makes of it, beside what we do. */
const agreement = (ours: Reading, theirs: Reading) => {
  if (theirs.isRefused) return 'refused'
  return JSON.stringify(ours) === JSON.stringify(theirs) ? 'the same' : 'otherwise'
}

const expected = ({ refusedByNode, otherwiseByNode }: WellFormed) => {
  if (refusedByNode !== undefined) return 'refused'
  return otherwiseByNode === undefined ? 'the same' : 'otherwise'
}

describe('a well-formed request', () => {
  test.for(Object.entries(wellFormedRequests))('%s', async ([, row]) => {
    const bytes = bytesFromLatin1(row.bytes)
    const ours = requestsByUs(bytes)
    expect(ours.isRefused).toBe(false)
    expect(ours.messages.length).toBeGreaterThan(0)
    expect(agreement(ours, await requestsByNode(bytes))).toBe(expected(row))
  })
})

describe('a well-formed response', () => {
  test.for(Object.entries(wellFormedResponses))('%s', async ([, row]) => {
    const bytes = bytesFromLatin1(row.bytes)
    const { method = 'GET' } = row
    const ours = responsesByUs(bytes, [method])
    expect(ours.isRefused).toBe(false)
    expect(ours.messages).toHaveLength(1)
    expect(agreement(ours, await responseByNode(bytes, method))).toBe(expected(row))
  })
})
