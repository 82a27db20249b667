// Numbers that look random and are the same for the same seed.

/** Whole numbers from 0 up to, not including, `below` (at most 2 to the 32nd). Any number is a seed; not for secrets. */
export function randomFrom(seed: number): (below: number) => number {
  // Spreads seeds that are close to each other; the shifts below never leave zero, so the state must not be zero.
  let state = (Math.imul(Math.trunc(seed), 0x9e3779b1) ^ 0x5bf03635) >>> 0 || 1
  const next = () => {
    // Marsaglia's xorshift with the triple 13, 17, 5.
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
  for (let round = 0; round < 8; round++) next()
  return below => Math.floor((next() / 2 ** 32) * below)
}
