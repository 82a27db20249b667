// The side of the runner that lives in the learner's process: boots, warms, waits for an order, runs the program, reports.
// Decides nothing: what a report means is the other side's business. Built as one file, `boot.cjs`.

import { Socket } from 'node:net'
import { Worker } from 'node:worker_threads'

import { orderFd } from '../report/fact.ts'
import type { StartOrder } from '../report/fact.ts'
import { frameTypes } from '../report/frame.ts'
import { createChannel } from './channel.ts'
import type { Channel } from './channel.ts'
import { endGroup } from './end-group.ts'
import { createEndings } from './endings.ts'
import type { Endings } from './endings.ts'
import { watchOutput } from './output.ts'
import { createPlaces } from './places.ts'
import { cells, createServing, createSharedCells } from './serving.ts'
import type { SharedCells } from './serving.ts'
import { watchSockets } from './sockets.ts'
import { createStacks } from './stack.ts'
import { startWarming } from './warm.ts'

/** How often the main thread shows that it is alive. The watching thread counts the times it did not. */
const heartbeatMs = 20

void main()

async function main(): Promise<void> {
  const watchdogFile = process.argv[2] ?? ''
  const parentPid = Number(process.argv[3])
  const shared = createSharedCells()
  const watchdog = new Worker(watchdogFile, { workerData: { shared, parentPid }, stdin: false, execArgv: [], env: {} })
  watchdog.unref()

  const channel = createChannel()
  const stacks = createStacks(__filename)
  const serving = createServing(shared)
  const endings = createEndings(channel, serving, stacks)
  watchSockets({ channel, serving, stacks, places: createPlaces(channel) })
  watchOutput(channel, serving, shared)
  const ordered = readOrder(channel)
  const warming = await startWarming()
  channel.greet()
  const order = await ordered
  await warming.stop()
  channel.open()
  await run(order, shared, endings, () => stacks.install(order.originals, order.applications))
}

/**
 * One line of JSON. The pipe stays open as long as the runner lives: its end is the program's end. What comes after the
 * order asks, byte by byte, whether the event loop still comes round.
 */
function readOrder(channel: Channel): Promise<StartOrder> {
  return new Promise(resolve => {
    const pipe = new Socket({ fd: orderFd, readable: true, writable: false })
    let text = ''
    let isOrdered = false
    pipe.setEncoding('utf8')
    pipe.on('data', (chunk: string) => {
      if (isOrdered) return channel.note(frameTypes.there, 0, chunk.length, 0)
      text += chunk
      if (!text.endsWith('\n')) return
      isOrdered = true
      pipe.unref()
      resolve(JSON.parse(text) as StartOrder)
    })
    // Nobody is left to report to: the whole group goes.
    pipe.on('error', endGroup)
    pipe.on('close', endGroup)
  })
}

async function run(order: StartOrder, shared: SharedCells, endings: Endings, install: () => void): Promise<void> {
  process.chdir(order.directory)
  process.argv = [process.execPath, order.path, ...order.argv]
  process.execArgv = []
  process.env['PORT'] = String(order.port)
  install()
  endings.install(order.originals)
  startHeartbeat(shared, order)
  try {
    await import(order.moduleUrl)
  } catch (error) {
    endings.fail(error)
  }
}

function startHeartbeat(shared: SharedCells, order: StartOrder): void {
  shared[cells.blockedMs] = order.blockedMs
  shared[cells.memoryKilobytes] = Math.ceil(order.memoryBytes / 1024)
  shared[cells.isWatching] = 1
  setInterval(() => Atomics.add(shared, cells.heartbeat, 1), heartbeatMs).unref()
}
