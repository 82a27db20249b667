// A shell command in a process group: captures what it prints, finds out when it listens, knows when it is over.

import { connect } from 'node:net'

import { isHeldByOthers, listeningSockets, listeningSocketsOf } from '../processes/listeners.ts'
import type { ListeningSocket } from '../processes/listeners.ts'
import { familyOf, pidsWithMark } from '../processes/process-table.ts'
import type { Group } from '../processes/group.ts'
import type { Limits } from '../run.ts'
import { createHub } from './hub.ts'
import { createOutputMeter, meteredJoin } from './output-meter.ts'
import type { ProgramFact, ProgramState, RunningProgram } from './program.ts'

/** Arguments for `sh`: runs the command in its place, and ends the group when the pipe of fd 3 closes, as we do. */
export function shellArguments(command: string): readonly string[] {
  const guard = '( { read -r line <&3; kill -s KILL -- -$$; } >/dev/null 2>&1 & )'
  return ['-c', `${guard}; exec 3<&-; exec sh -c "$1"`, 'sh', command]
}

export type CommandProgramOptions = {
  readonly group: Group
  readonly port: number
  readonly limits: Limits
  readonly now: () => number
}

export function startCommandProgram(
  options: CommandProgramOptions,
  onFact: (fact: ProgramFact) => void,
): RunningProgram {
  const { group, port, limits, now } = options
  const hub = createHub({ now, outputBytes: limits.outputBytes })
  const meter = createOutputMeter(limits.floodBytes)
  let state: ProgramState = 'up'
  let isEndedByUs = false

  function announce(fact: ProgramFact): void {
    hub.announce(fact, 0)
    onFact(fact)
  }

  function hearOutput(stream: 'stdout' | 'stderr', bytes: Uint8Array): void {
    if (isEndedByUs) return
    hub.say({ type: 'output', stream, bytes }, 0)
    if (!meter.add(stream, bytes.length, 0)) return
    isEndedByUs = true
    state = 'ending'
    announce({ type: 'output-capped', stream, droppedBytes: 0, stopped: true })
    group.kill()
  }

  group.child.stdout?.on('data', (bytes: Buffer) => hearOutput('stdout', bytes))
  group.child.stderr?.on('data', (bytes: Buffer) => hearOutput('stderr', bytes))
  const watch = watchListening(group, port, fact => {
    if (state === 'up') announce(fact)
  })

  async function end(): Promise<void> {
    const exit = await group.exited
    state = 'ending'
    watch.stop()
    await lastOutput(group)
    if (!isEndedByUs && watch.wasTaken()) announce({ type: 'port-taken', port, at: undefined })
    if (!isEndedByUs) announce({ type: 'exited', ...exit })
    state = 'down'
  }

  return {
    host: '127.0.0.1',
    port,
    reports: 'nothing',
    state: () => state,
    down: end(),
    ask: () => Promise.resolve(),
    join: listener => meteredJoin(hub, meter, listener),
    claim: hub.claim,
    printedBytes: meter.sum,
    unheard: hub.unheard,
    stop: async () => {
      isEndedByUs = true
      watch.stop()
      await group.stop(limits.stopMs)
    },
  }
}

/** How often the tables are looked at; and, of these looks, which also look for sockets on other ports. */
const lookMs = 8
const thoroughEvery = 16
/** How long the pipes may lag behind the exit; processes that live on keep them open. */
const lastOutputMs = 100

type ListeningWatch = {
  stop(): void
  /** Somebody else was listening on the port that was free a moment before. */
  wasTaken(): boolean
}

function watchListening(group: Group, port: number, tell: (fact: ProgramFact) => void): ListeningWatch {
  const known = new Set<string>()
  let looks = 0
  let isOver = false
  let isTaken = false

  function report(sockets: readonly ListeningSocket[]): void {
    for (const socket of sockets) {
      const { inode, ...address } = socket
      if (known.has(inode)) continue
      known.add(inode)
      if (isSomebodyElses(socket, group)) {
        isTaken = true
        continue
      }
      tell({ type: 'listening', ...address, asked: port })
      if (address.port === port) stop()
    }
  }
  function look(): void {
    report(listeningSockets().filter(socket => socket.port === port))
    looks += 1
    if (!isOver && looks % thoroughEvery === 0) report(listeningSocketsOf(pidsWithMark(group.token)))
  }
  function stop(): void {
    isOver = true
    clearInterval(timer)
  }
  const timer = setInterval(process.platform === 'linux' ? look : () => dial(port, tell, stop), lookMs)
  return { stop, wasTaken: () => isTaken }
}

function isSomebodyElses(socket: ListeningSocket, { child, token }: Group): boolean {
  const family = child.pid === undefined ? [] : familyOf(child.pid).map(({ pid }) => pid)
  return isHeldByOthers(socket, [...family, ...pidsWithMark(token)])
}

/** Where there are no tables: a connection tells. */
function dial(port: number, tell: (fact: ProgramFact) => void, stop: () => void): void {
  const socket = connect(port, '127.0.0.1', () => {
    socket.destroy()
    stop()
    tell({ type: 'listening', address: '127.0.0.1', port, asked: port })
  })
  socket.on('error', () => socket.destroy())
}

async function lastOutput(group: Group): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const closed = new Promise(resolve => group.child.on('close', resolve))
  await Promise.race([closed, new Promise(resolve => (timer = setTimeout(resolve, lastOutputMs)))])
  clearTimeout(timer)
}
