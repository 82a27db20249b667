// From a save of lesson 1's program to the verdict of all its checks with all replays: in a process of its own, which does
// what the screen does, without drawing.

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'esbuild'
import { environment } from './environment.mjs'

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
  const lines = await outputOf([program, join(import.meta.dirname, '..'), folder, String(saves)], folder)
  const times = lines.map(line => JSON.parse(line))
  return [
    {
      name: 'save → verdict, fixture pauses left out',
      times: times.map(({ ms, pausedMs }) => ms - pausedMs),
      goal: 1.5,
    },
    { name: 'save → verdict, all in all', times: times.map(({ ms }) => ms) },
  ]
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
