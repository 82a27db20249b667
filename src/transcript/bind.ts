// What an exchange makes known, put where placeholders stand for it: ports, and the time. Matches nothing.

import type { BodyExpectation, ExpectStep, Pattern, PatternPart } from './transcript.ts'

/** undefined: not known, and then any port, or any date, will do. */
export type Known = {
  /** The server's end of the connection, and the client's. */
  readonly port: number | undefined
  readonly clientPort: number | undefined
  /** The clock, in ms since 1970. */
  readonly nowMs: number | undefined
}

/** The expectation with everything put in that is known. */
export function boundTo(step: ExpectStep, known: Known): ExpectStep {
  const bind = (pattern: Pattern): Pattern => boundPattern(pattern, known)
  return {
    ...step,
    fields: step.fields.map(field => (field.value === undefined ? field : { ...field, value: bind(field.value) })),
    body: boundBody(step.body, bind),
  }
}

function boundBody(body: BodyExpectation, bind: (pattern: Pattern) => Pattern): BodyExpectation {
  if (body.type === 'exact')
    return { ...body, lines: body.lines.map(line => ({ ...line, pattern: bind(line.pattern) })) }
  if (body.type !== 'lines') return body
  return { ...body, rules: body.rules.map(rule => ({ ...rule, pattern: bind(rule.pattern) })) }
}

function boundPattern(pattern: Pattern, known: Known): Pattern {
  const isBound = pattern.parts.every(
    part => part.type !== 'now' && part.type !== 'port' && part.type !== 'client-port',
  )
  return isBound ? pattern : { ...pattern, parts: pattern.parts.map(part => boundPart(part, known)) }
}

function boundPart(part: PatternPart, { port, clientPort, nowMs }: Known): PatternPart {
  switch (part.type) {
    case 'now':
      return nowMs === undefined ? part : { type: 'now', aroundMs: nowMs }
    case 'port':
      return port === undefined ? part : { type: 'literal', text: String(port) }
    case 'client-port':
      return clientPort === undefined ? part : { type: 'literal', text: String(clientPort) }
    default:
      return part
  }
}
