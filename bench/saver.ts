// Saves the solution of a lesson again and again and prints, for each save, the milliseconds until the verdict of its checks.

import { randomUUID } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { watchSaves } from '../src/cli/screen/watch-saves.ts'
import { checkToRun, loadCourse, loadExercise } from '../src/lesson/index.ts'
import { createRunner } from '../src/runner/index.ts'

const [packageFolder = '', folder = '', count = '30', lesson = '1'] = process.argv.slice(2)
/** The next run has its process in reserve by then, as it has when a person saves. */
const betweenSavesMs = 150

const main = async (): Promise<void> => {
  const exercise = await loadExercise(await loadCourse(packageFolder), Number(lesson))
  // The conformance kit is asked when all else has passed, and has no goal.
  const kit = new Set(exercise.steps.filter(step => step.contract === true).flatMap(step => step.checks))
  const checks = exercise.checks.filter(({ id }) => !kit.has(id)).map(checkToRun)
  const solution = exercise.solution.get('server.ts') ?? ''
  const directory = join(folder, `bench-${exercise.slug}`)
  const file = join(directory, 'server.ts')
  mkdirSync(directory)
  for (const [name, text] of [...exercise.solution, ...exercise.apps]) writeFileSync(join(directory, name), text)
  const runner = createRunner({
    bootFile: join(packageFolder, 'dist/boot.cjs'),
    stripFile: join(packageFolder, 'dist/strip.cjs'),
    stateDirectory: join(folder, 'state'),
    now: () => performance.now(),
    environment: process.env,
    nodePath: process.execPath,
    newToken: randomUUID,
  })
  let saved: () => void = () => undefined
  const watching = watchSaves([file], {
    onSave: () => saved(),
    onTrouble: error => {
      throw error
    },
  })
  await runner.warm()
  for (let save = -3; save < Number(count); save++) {
    await wait(betweenSavesMs)
    const seen = new Promise<void>(resolve => {
      saved = resolve
    })
    // As editors do: a new file under the old name.
    writeFileSync(`${file}.new`, `${solution}// save ${save}\n`)
    const savedAt = performance.now()
    renameSync(`${file}.new`, file)
    await seen
    const report = await runner.run({
      program: { type: 'file', path: file, argv: exercise.argv },
      checks,
      seed: save + 3,
      hasPassedBefore: save > -3,
    })
    const ms = performance.now() - savedAt
    if (report.verdict !== 'passed')
      throw new Error(
        `the solution did not pass: ${JSON.stringify(report.checks.map(({ id, verdict }) => [id, verdict]))}`,
      )
    if (save >= 0) process.stdout.write(`${JSON.stringify({ ms, pausedMs: report.pausedMs })}\n`)
    await runner.warm()
  }
  await watching.close()
  await runner.close()
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 1
})
