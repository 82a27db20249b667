// Regions of code: the lines between `// #region name` and `// #endregion`. Takes the markers out; runs nothing.

export type Region = { readonly name: string; readonly line: number; readonly text: string }
export type RegionProblem = { readonly line: number; readonly problem: string; readonly expected: string }
export type RegionScan = {
  readonly regions: ReadonlyMap<string, Region>
  /** The file without the lines of markers: what learners get, what is run and what is shown. */
  readonly stripped: string
  readonly problems: readonly RegionProblem[]
}

// `#` for the comments of Python and shells.
const startForm = /^\s*(?:\/\/|#)\s*#region(?:\s+(.*?))?\s*$/
const endForm = /^\s*(?:\/\/|#)\s*#endregion\b.*$/

/** Finds the regions of a file. A region has a name, ends, has code in it, and has no other inside. */
export const scanRegions = (text: string): RegionScan => {
  const scan: Scan = { regions: new Map(), kept: [], problems: [], open: undefined }
  for (const [index, line] of text.split('\n').entries()) scanLine(scan, line.replace(/\r$/, ''), line, index + 1)
  const { open } = scan
  if (open?.isNamed === true) {
    note(scan, open.line, `region ${open.name} does not end`, '// #endregion')
    keepRegion(scan, open)
  }
  return { regions: scan.regions, stripped: scan.kept.join('\n'), problems: scan.problems }
}

/** A file of a pack as learners get it. */
export const withoutMarkers = (text: string): string => scanRegions(text).stripped

/** Local to one scan. */
type Scan = {
  readonly regions: Map<string, Region>
  readonly kept: string[]
  readonly problems: RegionProblem[]
  /** One without a name is open too, so that its end is no second problem. */
  open: OpenRegion | undefined
  /** The last line was a marker: an empty line after it may be one too many. */
  afterMarker?: boolean
}

type OpenRegion = {
  readonly name: string
  readonly isNamed: boolean
  readonly line: number
  readonly lines: string[]
}

const scanLine = (scan: Scan, line: string, raw: string, number: number): void => {
  const start = startForm.exec(line)
  const isMarker = start !== null || endForm.test(line)
  if (start !== null) startRegion(scan, start[1] ?? '', number)
  else if (isMarker) endRegion(scan, number)
  else keepLine(scan, line, raw)
  if (isMarker) scan.afterMarker = true
}

const keepLine = (scan: Scan, line: string, raw: string): void => {
  scan.open?.lines.push(line)
  const isSpare = scan.afterMarker === true && line.trim() === '' && (scan.kept.at(-1) ?? '').trim() === ''
  if (isSpare) return
  scan.kept.push(raw)
  scan.afterMarker = false
}

const startRegion = (scan: Scan, name: string, line: number): void => {
  const isNamed = /^[\w-]+$/.test(name)
  if (!isNamed) note(scan, line, 'a region without a name', '// #region name')
  if (isNamed && scan.open?.isNamed === true)
    note(scan, line, `region ${name} begins inside region ${scan.open.name}`, '// #endregion before it')
  if (scan.regions.has(name)) note(scan, line, `region ${name} is there twice`, 'each name once in a file')
  scan.open = { name, isNamed, line, lines: [] }
}

const endRegion = (scan: Scan, line: number): void => {
  const { open } = scan
  if (open === undefined) return note(scan, line, 'the end of a region that never began', '// #region name before it')
  scan.open = undefined
  if (!open.isNamed) return
  if (dedented(open.lines) === '')
    note(scan, open.line, `region ${open.name} has nothing in it`, 'code between its markers')
  keepRegion(scan, open)
}

/** Of two regions of one name the first counts. */
const keepRegion = ({ regions }: Scan, { name, line, lines }: OpenRegion): void => {
  if (!regions.has(name)) regions.set(name, { name, line, text: dedented(lines) })
}

const note = (scan: Scan, line: number, problem: string, expected: string): void => {
  scan.problems.push({ line, problem, expected })
}

/** Lines without empty ones around them and without the indentation they share. */
const dedented = (lines: readonly string[]): string => {
  const filled = lines.flatMap((line, index) => (line.trim() === '' ? [] : [index]))
  const kept = lines.slice(filled[0] ?? 0, (filled.at(-1) ?? -1) + 1)
  const indents = kept.filter(line => line.trim() !== '').map(line => line.length - line.trimStart().length)
  const shared = Math.min(...indents)
  return kept.map(line => line.slice(shared)).join('\n')
}
