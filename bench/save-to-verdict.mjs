// From a save of a lesson's program to the verdict of all its checks with all replays: in a process of its own, which does
// what the screen does, without drawing.

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'esbuild'
import { environment } from './environment.mjs'

/** The goals, as ratios to a bare start of Node, without the pauses that fixtures ask for. */
const lessons = [
  { number: 1, goal: 1.5 },
  { number: 5, goal: 3 },
]

export const saveToVerdict = async ({ folder, saves }) => {
  const program = join(folder, 'saver.cjs')
  await build({
    entryPoints: [join(import.meta.dirname, 'saver.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
    supported: { 'dynamic-import': false },
  })
  const rows = []
  for (const { number, goal } of lessons) {
    const args = [program, join(import.meta.dirname, '..'), folder, String(saves), String(number)]
    const times = (await outputOf(args, folder)).map(line => JSON.parse(line))
    rows.push(
      {
        name: `save → verdict, lesson ${number}, pauses left out`,
        times: times.map(({ ms, pausedMs }) => ms - pausedMs),
        goal,
      },
      { name: `save → verdict, lesson ${number}, all in all`, times: times.map(({ ms }) => ms) },
    )
  }
  return rows
}

const outputOf = (args, folder) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env: environment(folder), stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', text => {
      output += text
    })
    child.once('error', reject)
    child.once('close', code => {
      if (code === 0) resolve(output.trimEnd().split('\n'))
      else reject(new Error(`the saver ended with ${code}`))
    })
  })
