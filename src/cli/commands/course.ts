// `course check [DIR]`: lints a folder of lessons, runs their programs, and prints everything that is wrong.

import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { lintCourse, type Finding } from '../../lesson/index.ts'
import { renderFindings } from '../../ui/index.ts'
import { quoted } from '../arguments/parse.ts'
import { shown } from '../at-work.ts'
import type { Context } from '../context.ts'
import { findCompiler } from '../course-check/type-check.ts'
import { programTools } from '../course-check/programs.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { lookOf } from '../look.ts'
import { withRunner } from '../run-checks.ts'
import { UsageError } from '../usage-error.ts'

export const run = async (context: Context): Promise<ExitCode> => {
  const [action, word = '.'] = context.typed.arguments
  if (action !== 'check') {
    context.console.note(`tsgi-learn course ${action} comes with a later version`)
    return exitCode.usage
  }
  const directory = requireFolder(context, word)
  const findings = await findingsIn(context, directory)
  if (context.interruption().aborted) {
    context.console.note('stopped before everything was looked at')
    return exitCode.failed
  }
  context.console.write(renderFindings({ course: shown(context, directory), findings }, lookOf(context)))
  return findings.length === 0 ? exitCode.passed : exitCode.brokenPack
}

const requireFolder = (context: Context, word: string): string => {
  const directory = resolve(context.directory, word)
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true) return directory
  throw new UsageError(`there is no folder ${quoted(word)}`, 'give the folder that holds course.json')
}

const findingsIn = (context: Context, directory: string): Promise<readonly Finding[]> => {
  const compiler = findCompiler([directory, context.packageFolder])
  if (compiler === undefined) {
    context.console.note('types are not looked at: there is no node_modules/typescript beside the course')
  }
  return withRunner(context, runner =>
    lintCourse(
      { directory },
      programTools({
        runner,
        // A run mostly waits: for answers that do not come, and for bytes that are sent one at a time.
        atOnce: availableParallelism() + 1,
        seed: context.newSeed(),
        signal: context.interruption(),
        templateFolder: join(context.packageFolder, 'template'),
        compiler,
      }),
    ),
  )
}
