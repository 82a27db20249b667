// Random bytes against a running server: for TSGI_FUZZ_SECONDS, with TSGI_FUZZ_SEED where a run is to be repeated.

import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { Client } from './support/client.ts'
import { faultOf, sendAndLeave } from './support/fuzz-client.ts'
import { mutated } from './support/mutations.ts'
import { randomFrom, type Random } from './support/random.ts'
import { serverProcess } from './support/server-process.ts'

const seconds = Number(process.env['TSGI_FUZZ_SECONDS'] ?? 3)
const seed = Number(process.env['TSGI_FUZZ_SEED'] ?? Date.now() % 1_000_000_000)
const atOnce = 12

type Run = { sent: number; answered: number; readonly faults: string[] }

test(
  `the server holds against random bytes (TSGI_FUZZ_SEED=${seed})`,
  { timeout: seconds * 1000 + 60_000 },
  async () => {
    const server = await serverProcess()
    const until = performance.now() + seconds * 1000
    const run: Run = { sent: 0, answered: 0, faults: [] }
    const goesOn = (): boolean => performance.now() < until && run.faults.length === 0 && !server.hasEnded()
    const lanes = Array.from({ length: atOnce }, (_, index) =>
      sendRandom(server.port, randomFrom(seed + index), run, goesOn),
    )
    await Promise.all([...lanes, askAllTheTime(server.port, run, goesOn)])
    expect(run.faults, `seed ${seed}`).toEqual([])
    expect(server.hasEnded()).toBe(false)
    expect(run.sent).toBeGreaterThan(20)
    expect(run.answered).toBeGreaterThan(2)
    // What the application threw would be here: it throws nothing.
    expect(server.errors()).toBe('')
    process.stdout.write(`fuzz: ${run.sent} connections, ${run.answered} questions beside them, seed ${seed}\n`)
  },
)

async function sendRandom(port: number, random: Random, run: Run, goesOn: () => boolean): Promise<void> {
  while (goesOn()) {
    const sent = mutated(random)
    run.sent += 1
    if (random.isOneIn(10)) await sendAndLeave(sent, port)
    else {
      const fault = await faultOf(sent, port, random)
      if (fault !== undefined) run.faults.push(`${fault}, to ${JSON.stringify(sent)}`)
    }
  }
}

/** Another client, with one connection, is answered whatever comes from the others. */
async function askAllTheTime(port: number, run: Run, goesOn: () => boolean): Promise<void> {
  const client = new Client(connect(port, '127.0.0.1')).read()
  while (goesOn()) {
    const answer = await client.ask(`GET /${run.answered} HTTP/1.1\r\nHost: a\r\n\r\n`)
    if (answer.body !== `GET /${run.answered} 0 da39a3ee5e6b\n`) run.faults.push(`to another client: ${answer.body}`)
    run.answered += 1
  }
}
