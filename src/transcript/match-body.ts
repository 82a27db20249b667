// Whether a body is what an expectation says, and if not, where. Knows nothing of message framing: the body comes decoded.

import { latin1From } from '../http/index.ts'
import { matchElements, matchPattern, type Expected, type PatternElement } from './match.ts'
import type { BodyExpectation, BodyLine, BodyRule, Pattern } from './transcript.ts'

/** `offset` counts bytes of the body; `line` is the line of the transcript that was not met. */
export type BodyMatch =
  | { readonly matched: true }
  | { readonly matched: false; readonly offset: number; readonly line: number; readonly expected: ExpectedInBody }

/** `missing-line`: no line fits `pattern`, the offset is the body's end. `unwanted-line`: the line at the offset does. */
export type ExpectedInBody = Expected | { readonly type: 'missing-line' | 'unwanted-line'; readonly pattern: Pattern }

export function matchBody(expectation: BodyExpectation, body: Uint8Array): BodyMatch {
  switch (expectation.type) {
    case 'unchecked':
      return { matched: true }
    case 'empty':
      if (body.length === 0) return { matched: true }
      return { matched: false, offset: 0, line: expectation.line, expected: { type: 'end' } }
    case 'exact':
      return matchExact(expectation.lines, latin1From(body))
    case 'lines':
      return matchRules(expectation.rules, latin1From(body))
  }
}

function matchExact(lines: readonly BodyLine[], text: string): BodyMatch {
  const elements = lines.flatMap(line => elementsOf(line).map(element => ({ element, line: line.line })))
  const result = matchElements(
    elements.map(({ element }) => element),
    text,
  )
  if (result.matched) return result
  const line = elements[result.element]?.line ?? lines.at(-1)!.line
  return { matched: false, offset: result.offset, line, expected: result.expected }
}

function elementsOf({ pattern, end }: BodyLine): readonly PatternElement[] {
  return end === 'none' ? pattern.parts : [...pattern.parts, { type: 'line-end', end }]
}

function matchRules(rules: readonly BodyRule[], text: string): BodyMatch {
  const lines = linesOf(text)
  for (const { rule, pattern, line } of rules) {
    const found = lines.find(candidate => matchPattern(pattern, candidate.text).matched)
    if (rule === 'must-occur' && found === undefined) {
      return { matched: false, offset: text.length, line, expected: { type: 'missing-line', pattern } }
    }
    if (rule === 'must-not-occur' && found !== undefined) {
      return { matched: false, offset: found.offset, line, expected: { type: 'unwanted-line', pattern } }
    }
  }
  return { matched: true }
}

/** The lines of a body without their ends, CRLF or LF. */
function linesOf(text: string): readonly { readonly text: string; readonly offset: number }[] {
  const lines: { readonly text: string; readonly offset: number }[] = []
  for (let offset = 0; offset < text.length;) {
    const lineFeed = text.indexOf('\n', offset)
    const end = lineFeed < 0 ? text.length : lineFeed
    const line = text.slice(offset, end)
    lines.push({ text: lineFeed >= 0 && line.endsWith('\r') ? line.slice(0, -1) : line, offset })
    offset = end + 1
  }
  return lines
}
