// What is a host with an optional port, against the addresses that Node knows.

import { isIPv6 } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAuthority } from '../../src/http/index.ts'

test('every address in brackets is one', () => {
  fc.assert(
    fc.property(fc.ipV6(), fc.nat({ max: 65_535 }), (address, port) => {
      expect(isAuthority(`[${address}]`)).toBe(true)
      expect(isAuthority(`[${address}]:${port}`)).toBe(true)
    }),
  )
})

test('what is nearly an address is one where Node says so', () => {
  const parts = fc.array(
    fc.constantFrom(':', '::', '0', 'ffff', 'g', '12345', '1.2.3.4', '01.2.3.4', '1.2.3', '256.1.1.1'),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(parts, pieces => {
      const address = pieces.join('')
      expect(isAuthority(`[${address}]`)).toBe(isIPv6(address))
    }),
    { numRuns: 2000 },
  )
})
