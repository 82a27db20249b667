// What must hold for the pieces of every message, and where it does not.

import type { Message } from '../../src/trace/index.ts'

/** Each place where the pieces from `start` to the end of the message do not follow one another, or are empty. */
export function gapsIn({ pieces, range }: Message, start: number): readonly string[] {
  const ends = [start, ...pieces.map(({ end }) => end)]
  const wrong = pieces.flatMap(({ kind, ...piece }, index) => {
    const follows = piece.start === ends[index] && piece.end > piece.start
    return follows ? [] : [`${kind} ${piece.start}-${piece.end}`]
  })
  const isWhole = range.start === start && range.end === ends.at(-1)
  return isWhole ? wrong : [...wrong, `message ${range.start}-${range.end}`]
}
