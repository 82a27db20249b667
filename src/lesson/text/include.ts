// A line `<<< …` to the code or fixture it asks for, as it is in the pack now. Knows no Markdown.

import { type Block, type Lesson } from '../lesson.ts'
import { fixturePathOf, lessonFolderOf, type Pack } from '../pack.ts'
import { quoted, type PackFault } from '../pack-error.ts'
import { scanRegions } from '../regions.ts'

export type Include =
  /** A file of the lesson's folder, or one region of it. */
  | { readonly type: 'code'; readonly path: string; readonly region: string | undefined }
  | { readonly type: 'fixture'; readonly name: string }
  | { readonly type: 'diff'; readonly from: string; readonly to: string }

export type CodeBlock = Extract<Block, { type: 'code' }>

/** What is wrong with an include; the place is the line it stands on. */
export type IncludeFault = Omit<PackFault, 'path' | 'place'>

/** Where includes are looked up: the pack, and the lesson that includes. */
export type Shelf = { readonly pack: Pack; readonly slug: string; readonly states: Pick<Lesson, 'start' | 'solution'> }

export const isInclude = (line: string): boolean => line.startsWith('<<<')

const forms = '<<< solution/server.ts#region, <<< fixture NAME or <<< diff start solution'

/** undefined for a line that has none of the forms. */
export const parseInclude = (line: string): Include | undefined => {
  const [mark, first = '', second = '', third, ...rest] = line.trim().split(/[ \t]+/)
  if (mark !== '<<<' || first === '' || rest.length > 0) return undefined
  if (first === 'fixture') return second !== '' && third === undefined ? { type: 'fixture', name: second } : undefined
  if (first === 'diff') return third === undefined ? undefined : { type: 'diff', from: second, to: third }
  const [path = '', region, ...parts] = first.split('#')
  if (second !== '' || parts.length > 0 || path === '' || region === '') return undefined
  return { type: 'code', path, region }
}

export const unknownForm = (line: string): IncludeFault => ({
  problem: 'an include of no known form',
  expected: forms,
  received: quoted(line.trim()),
  next: 'Write the include in one of these forms, alone on its line.',
})

/** The code that an include of a file or fixture shows. */
export const resolveInclude = (
  { pack, slug }: Pick<Shelf, 'pack' | 'slug'>,
  include: Exclude<Include, { type: 'diff' }>,
): CodeBlock | IncludeFault =>
  include.type === 'fixture' ? fixtureBlock(pack, slug, include.name) : codeBlock(pack, slug, include)

const fixtureBlock = (pack: Pack, slug: string, name: string): CodeBlock | IncludeFault => {
  const path = fixturePathOf(slug, name)
  const isOther = name.includes('/') && !name.startsWith('http/')
  const text = pack.files.get(path)
  if (text === undefined || isOther) return missing(`a fixture of this lesson, or http/NAME`, name)
  return {
    type: 'code',
    language: 'trace',
    text: withLf(withoutHeading(text)),
    caption: `${name.split('/').at(-1)}.trace`,
  }
}

/** Line ends of Windows are the editor's, and nothing to show. */
export const withLf = (text: string): string => text.replaceAll('\r\n', '\n')

/** The title and the why are what the prose around it says. */
const withoutHeading = (text: string): string => text.replace(/^(?:#.*\r?\n|[ \t]*\r?\n)+/, '').trimEnd()

const codeBlock = (
  pack: Pack,
  slug: string,
  { path, region }: Extract<Include, { type: 'code' }>,
): CodeBlock | IncludeFault => {
  const text = pack.files.get(`${lessonFolderOf(slug)}/${path}`)
  if (text === undefined || !/^(?:start|solution|attempts|apps)\//.test(path))
    return missing(`a file of this lesson`, path)
  const { regions, stripped } = scanRegions(text)
  const shown = region === undefined ? stripped.trimEnd() : regions.get(region)?.text
  if (shown === undefined) return missingRegion(path, region ?? '', [...regions.keys()])
  return { type: 'code', language: languageOf(path), text: withLf(shown), caption: path }
}

const missing = (expected: string, found: string): IncludeFault => ({
  problem: 'an include of something that is not there',
  expected,
  received: quoted(found),
  next: 'Correct the name, or add the file.',
})

const missingRegion = (path: string, region: string, known: readonly string[]): IncludeFault => ({
  problem: 'an include of a region that is not there',
  expected: known.length === 0 ? `a region; ${path} has none` : `one of ${known.join(', ')}`,
  received: quoted(region),
  next: `Mark it in ${path}: // #region ${region} … // #endregion.`,
})

/** The language of a file, for colours. */
const languageOf = (path: string): string => /\.([\w-]+)$/.exec(path)?.[1] ?? 'text'

/** The texts of hint levels with their includes in place, as fenced code. `onFault` is told of each that fails. */
export const weaveLevel = (
  shelf: Pick<Shelf, 'pack' | 'slug'>,
  level: string,
  onFault: (fault: IncludeFault) => void,
): string =>
  level
    .split('\n')
    .map(line => (isInclude(line) ? fencedInclude(shelf, line, onFault) : line))
    .join('\n')

const fencedInclude = (
  shelf: Pick<Shelf, 'pack' | 'slug'>,
  line: string,
  onFault: (fault: IncludeFault) => void,
): string => {
  const include = parseInclude(line)
  const shown = include === undefined || !isForHints(include) ? notForHints(line) : resolveInclude(shelf, include)
  if ('type' in shown) return `\`\`\`${shown.language}\n${shown.text}\n\`\`\``
  onFault({ ...shown, rule: 'include' })
  return line
}

// Hints are read with every check; attempts and diffs are not.
const isForHints = (include: Include): include is Exclude<Include, { type: 'diff' }> =>
  include.type === 'fixture' || (include.type === 'code' && /^(?:start|solution)\//.test(include.path))

const notForHints = (line: string): IncludeFault => ({
  ...unknownForm(line),
  expected: '<<< solution/server.ts#region, <<< start/server.ts#region or <<< fixture NAME',
})
