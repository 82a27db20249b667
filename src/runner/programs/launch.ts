// Starts the program of a run, whichever kind it is, and says how that went. Plays nothing against it.

import type { Trace, TraceEvent } from '../../trace/index.ts'
import { smallestEnvironment } from '../processes/environment.ts'
import type { Environment } from '../processes/environment.ts'
import { startGroup } from '../processes/group.ts'
import type { Group } from '../processes/group.ts'
import type { Pool } from '../processes/pool.ts'
import { reservePort } from '../processes/port.ts'
import type { Records } from '../processes/records.ts'
import type { Argument, Limits, Program } from '../run.ts'
import type { StripEngine } from '../strip/engine.ts'
import { explainThrown } from '../strip/explain-thrown.ts'
import { joinedOriginals } from '../strip/original-names.ts'
import { prepareShadow } from '../strip/shadow.ts'
import type { ShadowResult } from '../strip/shadow.ts'
import { addressProgram, answersDial } from './address-program.ts'
import { commandLineOf, withWords } from './command-line.ts'
import type { CommandLine } from './command-line.ts'
import { shellArguments, startCommandProgram } from './command-program.ts'
import { startFileProgram } from './file-program.ts'
import { watchStart } from './listening.ts'
import type { StartOutcome } from './listening.ts'
import type { ProgramFact, RunningProgram, TimedFact } from './program.ts'
import { dirname } from 'node:path'

/** What every launch of a runner needs. */
export type Launchpad = {
  readonly pool: Pool
  readonly engine: StripEngine
  readonly records: Records
  readonly stateDirectory: string
  readonly environment: Environment
  readonly nodePath: string
  readonly now: () => number
  /** The time of day, in ms since 1970; undefined where no date is judged. */
  readonly clock: (() => number) | undefined
  readonly nextToken: () => string
  readonly onStarted: (group: Group) => void
}

export type Launch = {
  /** undefined when its text is at fault and nothing was started. */
  readonly program: RunningProgram | undefined
  readonly outcome: Promise<StartOutcome>
  /** What was said until now that belongs to no exchange. */
  facts(): readonly TimedFact[]
}

/** Starts one program as often as asked: each launch is a fresh process of the same text. */
export type Launcher = {
  /** `argv`: instead of what the program is started with otherwise. An address is what it is. */
  launch(argv?: readonly Argument[]): Promise<Launch>
}

export function createLauncher(program: Program, limits: Limits, pad: Launchpad): Launcher {
  if (program.type === 'address') return { launch: () => launchAddress(program, pad.now) }
  const lineOf = keptLines(pad)
  if (program.type === 'command') {
    return {
      launch: async argv => {
        const line = lineOf(argv ?? program.argv ?? [])
        if (line.type === 'fault') return failedLaunch(line.fact, pad.now())
        const command = withWords(program.command, line.words)
        return launchCommand({ ...program, command }, limits, pad, await reservePort())
      },
    }
  }
  let shadow: ShadowResult | undefined
  return {
    launch: async argv => {
      const reserved = reservePort()
      // Taken first: a process that has to boot does so while the text is stripped.
      const booted = pad.pool.take(limits.memoryBytes)
      let line: CommandLine | undefined
      try {
        shadow ??= prepareShadow({ path: program.path, engine: pad.engine, stateDirectory: pad.stateDirectory })
        if (shadow.type === 'ready') line = lineOf(argv ?? program.argv)
      } finally {
        if (line?.type !== 'ready') pad.pool.giveBack(booted)
      }
      const port = await reserved
      if (shadow.type === 'fault') return failedLaunch(shadow.fact, pad.now())
      if (line?.type !== 'ready') return failedLaunch(line!.fact, pad.now())
      return launchFile({ program, line, limits, pad, shadow: shadow.shadow, booted, port })
    },
  }
}

/** Applications are prepared once for all launches with the same words. */
function keptLines({ engine, stateDirectory }: Launchpad): (argv: readonly Argument[]) => CommandLine {
  const lines = new Map<string, CommandLine>()
  return argv => {
    const key = JSON.stringify(argv)
    const line = lines.get(key) ?? commandLineOf(argv, { engine, stateDirectory })
    lines.set(key, line)
    return line
  }
}

/** The facts as a trace, for a program that could not be talked to; times from `startedAt`. */
export function traceOfFacts(facts: readonly TimedFact[], startedAt: number): Trace {
  // The spread of a union loses which member it was; every fact is an event once it has its time.
  return { events: facts.map(({ at, fact }) => ({ atMs: at - startedAt, ...fact }) as TraceEvent) }
}

/** Somebody else's server: it is there already, or it is not waited for. */
async function launchAddress(program: Extract<Program, { type: 'address' }>, now: () => number): Promise<Launch> {
  const { host, port } = program
  if (!(await answersDial(host, port))) {
    return { ...failedLaunch({ type: 'never-listened', ms: 0 }, now()), program: addressProgram(host, port) }
  }
  return {
    program: addressProgram(host, port),
    outcome: Promise.resolve({ type: 'listening', address: host, port }),
    facts: () => [],
  }
}

function failedLaunch(fact: ProgramFact, at: number): Launch {
  return {
    program: undefined,
    outcome: Promise.resolve({ type: 'failed', wasTaken: false }),
    facts: () => [{ at, fact }],
  }
}

function launchCommand(
  asked: Extract<Program, { type: 'command' }>,
  limits: Limits,
  pad: Launchpad,
  port: number,
): Launch {
  const token = pad.nextToken()
  const command = asked.command.replaceAll('{port}', String(port))
  const isWindows = process.platform === 'win32'
  const group = startGroup({
    command: isWindows ? (pad.environment['COMSPEC'] ?? 'cmd.exe') : '/bin/sh',
    args: isWindows ? ['/d', '/s', '/c', command] : shellArguments(command),
    directory: asked.directory,
    environment: smallestEnvironment(pad.environment, token, port),
    token,
    extraPipes: 1,
    records: pad.records,
  })
  pad.onStarted(group)
  const watch = watchStart(port)
  const program = startCommandProgram({ group, port, limits, now: pad.now }, watch.hear)
  watch.begin(program, limits.startMs)
  return launchOf(program, watch, pad.now)
}

type FileLaunch = {
  readonly program: Extract<Program, { type: 'file' }>
  readonly line: Extract<CommandLine, { type: 'ready' }>
  readonly limits: Limits
  readonly pad: Launchpad
  readonly shadow: Extract<ShadowResult, { type: 'ready' }>['shadow']
  readonly booted: ReturnType<Pool['take']>
  readonly port: number
}

function launchFile({ program: asked, line, limits, pad, shadow, booted, port }: FileLaunch): Launch {
  const watch = watchStart(port)
  const { words, loaded } = line
  const originals = joinedOriginals([shadow.originals, loaded.originals])
  const whole = { ...shadow, originals, files: [...shadow.files, ...loaded.files] }
  const environment = smallestEnvironment(pad.environment, booted.group.token)
  const program = startFileProgram(
    {
      booted,
      order: {
        moduleUrl: shadow.moduleUrl,
        originals,
        path: asked.path,
        argv: words,
        applications: loaded.files.map(({ path }) => path),
        port,
        directory: dirname(asked.path),
        blockedMs: limits.blockedMs,
        memoryBytes: limits.memoryBytes,
      },
      limits,
      now: pad.now,
      explainThrown: thrown => explainThrown(thrown, { shadow: whole, nodePath: pad.nodePath, environment }),
    },
    watch.hear,
  )
  const launch = launchOf(program, watch, pad.now)
  const begun = booted.ready.then(() => watch.begin(program, limits.startMs))
  return { ...launch, outcome: begun.then(() => launch.outcome) }
}

function launchOf(program: RunningProgram, watch: ReturnType<typeof watchStart>, now: () => number): Launch {
  return {
    program,
    outcome: watch.outcome,
    facts: () => [...program.unheard(), ...watch.added.map(fact => ({ at: now(), fact }))],
  }
}
