// Steps back to the text they were read from, by what each step kept of its own line. Knows no grammar.

import type { Step, Transcript } from './transcript.ts'

/**
 * The text of a transcript. `formatTranscript(parseTranscript(text))` is `text`, but for what a text file may have
 * either way: CRLF line ends become LF, a byte order mark goes, a missing last line end comes.
 */
export function formatTranscript(transcript: Transcript): string {
  return transcript.steps
    .flatMap(linesOf)
    .map(line => `${line}\n`)
    .join('')
}

function linesOf(step: Step): readonly string[] {
  if (step.type === 'comment') return [step.source]
  if (step.type === 'send') return [roleLine('>', step)]
  if (step.type === 'expect')
    return step.lines.map(line => (line.role === '#' ? line.source : roleLine(line.role, line)))
  return [roleLine('*', step)]
}

function roleLine(role: string, { source, spaced }: { readonly source: string; readonly spaced?: true }): string {
  return source === '' && spaced === undefined ? role : `${role} ${source}`
}
