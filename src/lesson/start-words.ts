// The words that a lesson and its checks start the program with: which of them are applications, and where those are.
// Touches no disk.

import { join } from 'node:path'
import type { Argument } from '../runner/index.ts'
import type { Transcript } from '../transcript/index.ts'
import { faultAt, type Placed, type Source } from './file/guard.ts'
import { appsFolderOf, filesBelow, packFault, type Files, type Pack } from './pack.ts'
import { placeOfLine } from './pack-error.ts'
import { withoutMarkers } from './regions.ts'

/** The applications of a lesson as learners get them. Throws PackError for one that would lie over the program. */
export const appsOf = (pack: Pack, slug: string, program: Files): Files => {
  const apps = filesBelow(pack, appsFolderOf(slug))
  const taken = [...apps.keys()].find(name => program.has(name))
  if (taken !== undefined)
    throw packFault(pack, {
      path: `${appsFolderOf(slug)}/${taken}`,
      place: undefined,
      problem: 'an application with the name of a file of the program',
      expected: 'another name: both are put into one folder',
      received: taken,
      next: 'Rename the application.',
    })
  return new Map([...apps].map(([name, text]) => [name, withoutMarkers(text)]))
}

/** `"app"` of lesson.json. Throws PackError for an application that the lesson does not have. */
export const lessonWords = (pack: Pack, slug: string, source: Source, app: Placed<string> | undefined) => {
  if (app === undefined) return []
  const word = wordFrom(pack, slug, app.value)
  if (typeof word !== 'string') return [word]
  throw faultAt(source, app.offset, { ...noApplication(slug), received: `"${app.value}"` })
}

/** `#!app` and `#!argv` of a fixture; undefined where it has neither, or says what the lesson says. Throws PackError. */
export const checkWords = (
  { pack, slug, ofLesson }: { readonly pack: Pack; readonly slug: string; readonly ofLesson: readonly Argument[] },
  path: string,
  transcript: Transcript,
): readonly Argument[] | undefined => {
  const { app, argv } = transcript.properties
  if (app !== undefined && argv !== undefined) throw propertyFault(pack, path, transcript, 'argv', appAndArgv)
  const words = (argv ?? (app === undefined ? undefined : [app]))?.map(word => wordFrom(pack, slug, word))
  if (app !== undefined && typeof words?.[0] === 'string')
    throw propertyFault(pack, path, transcript, 'app', noApplication(slug))
  return JSON.stringify(words) === JSON.stringify(ofLesson) ? undefined : words
}

/** `FILE:NAME` where FILE is an application of the lesson; any other word is itself. */
const wordFrom = (pack: Pack, slug: string, word: string): Argument => {
  const at = word.lastIndexOf(':')
  const [file, name] = [word.slice(0, Math.max(0, at)), word.slice(at + 1)]
  const path = `${appsFolderOf(slug)}/${file}`
  return pack.files.has(path) && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)
    ? { path: join(pack.directory, path), name }
    : word
}

const noApplication = (slug: string) =>
  ({
    problem: 'an application that does not exist',
    expected: `FILE:NAME, FILE in ${appsFolderOf(slug)} and NAME what it exports`,
    next: 'Write the application, or correct its name.',
  }) as const

const appAndArgv = {
  problem: 'an application and arguments',
  expected: '#!app or #!argv',
  next: 'Write the application among the arguments: #!argv: app.ts:application --more',
} as const

const propertyFault = (
  pack: Pack,
  path: string,
  { steps }: Transcript,
  key: 'app' | 'argv',
  fault: { readonly problem: string; readonly expected: string; readonly next: string },
) => {
  const comment = steps.find(step => step.type === 'comment' && step.source.startsWith(`#!${key}`))
  const place = comment && placeOfLine(pack.files.get(path) ?? '', comment.line)
  return packFault(pack, { ...fault, path, place, received: place?.sourceLine ?? `#!${key}` })
}
