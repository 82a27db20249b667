// Stacks as the learner should see them: their own lines, under their own names; and the line that called a hook.
// Knows nothing of what the lines did.

import { fileURLToPath } from 'node:url'

import type { SourceLocation } from '../../trace/index.ts'
import { noOriginals, originalPath } from '../strip/original-names.ts'
import type { Originals } from '../strip/original-names.ts'

/** Shows stacks without frames of Node's own or ours, from now on and for every error. `ownFile`: the file of the hooks. */
export type Stacks = {
  /** `applications`: files that the program was given to load; no lines of its own. */
  install(originals: Originals, applications: readonly string[]): void
  /** The learner's frame nearest to the call of `hook`. */
  callerOf(hook: (...parameters: never[]) => unknown): SourceLocation | undefined
  /** Where an error came from, and its clean stack. */
  framesOf(error: object): readonly SourceLocation[]
  /** The learner's own, before those of applications that it was given. */
  ownOf(frames: readonly SourceLocation[]): SourceLocation | undefined
}

const framesKept = 10
const framesSearched = 30
const framesOfCaller = 14

export function createStacks(ownFile: string): Stacks {
  const known = new WeakMap<object, readonly SourceLocation[]>()
  const holder = Error as { prepareStackTrace?: unknown; stackTraceLimit: number }
  /** Asked for every write of the program, with the same few names again and again. */
  const pathsOfNames = new Map<string, string | undefined>()
  let originals = noOriginals
  let applications: ReadonlySet<string> = new Set()

  function pathOf(site: NodeJS.CallSite): string | undefined {
    const name = site.getScriptNameOrSourceURL() as string | null
    if (name === null || name === undefined) return undefined
    if (!pathsOfNames.has(name)) pathsOfNames.set(name, pathIn(name))
    return pathsOfNames.get(name)
  }

  function pathIn(url: string): string | undefined {
    const path = pathOfUrl(url)
    return path && originalPath(path, originals)
  }

  function isLearners(path: string | undefined): path is string {
    return path !== undefined && path !== ownFile
  }

  function isOwn(path: string): boolean {
    return !path.includes('/node_modules/') && !applications.has(path)
  }

  function prepare(error: object, sites: readonly NodeJS.CallSite[]): string {
    const frames: SourceLocation[] = []
    for (const site of sites) {
      const path = pathOf(site)
      if (isLearners(path) && frames.length < framesKept) frames.push(locationOf(site, path))
    }
    known.set(error, frames)
    return [headOf(error), ...frames.map(formatFrame)].join('\n')
  }

  function firstLearners(_: object, sites: readonly NodeJS.CallSite[]): SourceLocation | undefined {
    let library: SourceLocation | undefined
    for (const site of sites) {
      const path = pathOf(site)
      if (!isLearners(path)) continue
      if (isOwn(path)) return locationOf(site, path)
      library ??= locationOf(site, path)
    }
    return library
  }

  return {
    install: (given, loaded) => {
      originals = given
      applications = new Set(loaded)
      pathsOfNames.clear()
      holder.prepareStackTrace = prepare
      holder.stackTraceLimit = framesSearched
    },
    callerOf: hook => {
      const { prepareStackTrace, stackTraceLimit } = holder
      holder.prepareStackTrace = firstLearners
      holder.stackTraceLimit = framesOfCaller
      const here: { stack?: unknown } = {}
      Error.captureStackTrace(here, hook)
      const found = here.stack as SourceLocation | undefined
      holder.prepareStackTrace = prepareStackTrace
      holder.stackTraceLimit = stackTraceLimit
      return found
    },
    framesOf: error => {
      // Reading the stack is what makes V8 prepare it.
      const stack: unknown = 'stack' in error ? error.stack : undefined
      return known.get(error) ?? parseFrames(typeof stack === 'string' ? stack : '', { pathIn, isLearners })
    },
    ownOf: frames => frames.find(({ path }) => !applications.has(path)) ?? frames[0],
  }
}

export function formatFrame(frame: SourceLocation): string {
  const place = `${frame.path}:${frame.line}:${frame.column}`
  return frame.functionName === undefined ? `    at ${place}` : `    at ${frame.functionName} (${place})`
}

/** undefined for anything that is not a file on disk: Node's own modules, evaluated text. */
export function pathOfUrl(url: string): string | undefined {
  if (url.startsWith('file://')) return fileURLToPath(url)
  return url.startsWith('/') || /^[A-Za-z]:[\\/]/.test(url) ? url : undefined
}

function locationOf(site: NodeJS.CallSite, path: string): SourceLocation {
  const functionName = nameOf(site)
  return {
    path,
    line: site.getLineNumber() ?? 1,
    column: site.getColumnNumber() ?? 1,
    ...(functionName === undefined ? {} : { functionName }),
  }
}

function nameOf(site: NodeJS.CallSite): string | undefined {
  const name = site.getFunctionName()
  if (name === null || name === '') return undefined
  return site.isConstructor() ? `new ${name}` : name
}

function headOf(error: object): string {
  try {
    return Error.prototype.toString.call(error)
  } catch {
    // An error whose name or message throws when read: nothing more can be said of it.
    return 'Error'
  }
}

/** For stacks that another hand prepared. */
function parseFrames(
  stack: string,
  names: {
    readonly pathIn: (url: string) => string | undefined
    readonly isLearners: (path: string | undefined) => boolean
  },
): readonly SourceLocation[] {
  const frames: SourceLocation[] = []
  for (const line of stack.split('\n')) {
    const match = /^\s+at (?:(.*?) \()?([^()]+):(\d+):(\d+)\)?$/.exec(line)
    const path = match?.[2] === undefined ? undefined : names.pathIn(match[2])
    if (match === null || path === undefined || !names.isLearners(path)) continue
    const functionName = match[1]
    frames.push({
      path,
      line: Number(match[3]),
      column: Number(match[4]),
      ...(functionName === undefined ? {} : { functionName }),
    })
  }
  return frames
}
