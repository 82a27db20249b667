// One fixture of a pack: its transcript and the title that people read. Touches no disk.

import { parseTranscript, TranscriptError, type Transcript } from '../transcript/index.ts'
import { packFault, type Pack } from './pack.ts'
import { placeAt } from './pack-error.ts'

export type Fixture = { readonly title: string; readonly transcript: Transcript }

/** `text` is that of the file `path`. Throws PackError for what is no transcript, or has no title. */
export const fixtureFrom = (pack: Pack, path: string, text: string): Fixture => {
  const transcript = parseFixture(pack, path, text)
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
