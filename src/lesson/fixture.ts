// One fixture of a pack: its transcript and the title that people read. Touches no disk.

import { isMarkedCode, markedCodes } from '../check/index.ts'
import { parseTranscript, TranscriptError, type Meaning, type Transcript } from '../transcript/index.ts'
import { packFault, type Pack } from './pack.ts'
import { placeAt, placeOfLine } from './pack-error.ts'

export type Fixture = { readonly title: string; readonly transcript: Transcript }

/** `text` is that of the file `path`. Throws PackError for what is no transcript, has no title, or means what no check can. */
export const fixtureFrom = (pack: Pack, path: string, text: string): Fixture => {
  const transcript = parseFixture(pack, path, text)
  needMarkedCodes(pack, path, transcript)
  return { title: titleOf(pack, path, transcript), transcript }
}

const titleOf = (pack: Pack, path: string, { title }: Transcript): string => {
  if (title !== undefined && title.trim() !== '') return title
  const text = pack.files.get(path) ?? ''
  throw packFault(pack, {
    path,
    place: placeAt(text, 0),
    problem: 'a fixture without a title',
    expected: 'a first line # that says the claim',
    received: text.split('\n')[0] ?? '',
    next: 'Add it: learners read it as the name of the check.',
  })
}

const needMarkedCodes = (pack: Pack, path: string, { steps }: Transcript): void => {
  const meanings = steps.flatMap(step => (step.type === 'expect' ? step.means : []))
  const unknown = meanings.find(({ code }) => !isMarkedCode(code))
  if (unknown !== undefined) throw packFault(pack, { path, ...unmarkable(pack, path, unknown) })
}

const unmarkable = (pack: Pack, path: string, { line, column, code }: Meaning) => ({
  place: { ...placeOfLine(pack.files.get(path) ?? '', line), column },
  problem: 'a code that no check can give',
  expected: `one of ${markedCodes.join(', ')}`,
  received: code,
  next: 'Correct the code. Those that the bytes show by themselves are given without such a line.',
})

const parseFixture = (pack: Pack, path: string, text: string): Transcript => {
  try {
    return parseTranscript(text, path)
  } catch (error) {
    if (!(error instanceof TranscriptError)) throw error
    const { line, column, sourceLine, problem, expected, found } = error
    const place = { line, column, sourceLine }
    throw packFault(pack, { path, place, problem, expected, received: found, next: 'Correct the line.' })
  }
}
