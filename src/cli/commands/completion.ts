// `completion SHELL`: a script to be sourced, made from the command table, the course and the table of codes.

import { diagnosisCodes } from '../../check/index.ts'
import { bashScript } from '../completion/bash.ts'
import { completionCommands, optionsOf, type KnownWords } from '../completion/completion.ts'
import { fishScript } from '../completion/fish.ts'
import { zshScript } from '../completion/zsh.ts'
import type { Context } from '../context.ts'
import { readCourse, readExercise } from '../course.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const
type Shell = keyof typeof scripts

export const run = async (context: Context): Promise<ExitCode> => {
  const shell = context.typed.arguments[0] as Shell
  const known = await knownWords(context)
  context.console.write(scripts[shell](completionCommands(known), optionsOf(undefined, known)))
  return exitCode.passed
}

const knownWords = async (context: Context): Promise<KnownWords> => {
  const course = await readCourse(context)
  const written = course.lessons.filter(entry => entry.isWritten)
  const lessons = await Promise.all(written.map(entry => readExercise(course, entry)))
  return {
    lessons: written.flatMap(entry => [String(entry.number), entry.slug]),
    checks: [...new Set(lessons.flatMap(lesson => lesson.checks.map(check => check.id)))],
    codes: diagnosisCodes,
  }
}
