// Lines of a trace as plain text that a reviewer can read, styles as words.

import { linesOf, type LineOptions, type Trace, type TraceLine } from '../../src/trace/index.ts'

/** The text of a line without its role. */
export function textOf({ parts }: TraceLine): string {
  return parts.map(({ text }) => text).join('')
}

/** `> GET / HTTP/1.1`, a line each; under a mark its caret. */
export function shown(trace: Trace, options: LineOptions = {}): readonly string[] {
  return linesOf(trace, options).flatMap(line => {
    const text = `${line.role} ${textOf(line)}`.trimEnd()
    if (line.mark === undefined) return [text]
    return [`  ${' '.repeat(line.mark.before.length)}${'^'.repeat(line.mark.marked.length)}`, text]
  })
}

/** `method:GET punctuation:_ target:/`: each part with its style. */
export function styled(trace: Trace, options: LineOptions = {}): readonly string[] {
  return linesOf(trace, options).map(({ role, parts }) =>
    [role, ...parts.map(({ text, style }) => `${style}:${text.replaceAll(' ', '_')}`)].join(' '),
  )
}
