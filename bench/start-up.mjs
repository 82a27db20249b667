// Starts of the command, each as a process of its own in a terminal of 80 by 24: a pipe would be another program.

import { spawn } from '@lydell/node-pty'
import { join } from 'node:path'
import { environment } from './environment.mjs'

const cli = join(import.meta.dirname, '../dist/tsgi-learn.cjs')

/** The first row is bare Node. Each starts once before it counts: the code cache is there from the second time on. */
export const startUps = async ({ folder, rounds }) => {
  const cases = [
    { name: 'node -e 0', args: ['-e', '0'], until: undefined },
    { name: 'tsgi-learn --version', args: [cli, '--version'], until: undefined, goal: 1.5 },
    { name: 'tsgi-learn explain one-read', args: [cli, 'explain', 'one-read'], until: undefined, goal: 1.5 },
    { name: 'lesson 1: something on screen', args: [cli, 'lesson', '1'], until: /Lesson|Echo/i, goal: 1.4 },
    { name: 'lesson 1: first frame', args: [cli, 'lesson', '1'], until: wholeFrame, goal: 2.5 },
  ].map(one => ({ ...one, times: [] }))
  await measure({ args: [cli, 'init', 'tsgi-workbook'] }, folder)
  for (let round = -2; round < rounds; round++) {
    for (const one of cases) {
      const ms = await measure(one, folder)
      if (round >= 0) one.times.push(ms)
    }
  }
  return cases
}

/** A whole frame is written between these; the splash before it is not. */
const wholeFrame = /\x1b\[\?2026h[\s\S]*\x1b\[\?2026l/

const measure = ({ args, until }, folder) =>
  new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const terminal = spawn(process.execPath, args, { cols: 80, rows: 24, cwd: folder, env: environment(folder) })
    let output = ''
    let ms
    const limit = setTimeout(() => terminal.kill('SIGKILL'), 10_000)
    terminal.onData(data => {
      output += data
      if (ms === undefined && until?.test(output)) {
        ms = performance.now() - startedAt
        terminal.write('q')
      }
    })
    terminal.onExit(() => {
      clearTimeout(limit)
      const took = until === undefined ? performance.now() - startedAt : ms
      if (took === undefined)
        reject(new Error(`${args.slice(1).join(' ')} never showed what was waited for:\n${output}`))
      else resolve(took)
    })
  })
