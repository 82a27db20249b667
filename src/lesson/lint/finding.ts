// What the lint of a pack can say, as data: where, which rule, and one sentence.

import { PackError, type PackFault } from '../pack-error.ts'

/** Each rule, and what it asks for. */
export const lintRules = {
  schema: 'course.json, lesson.json, attempt.json and fixtures can be read, and every name in them exists',
  markdown: 'the text uses no Markdown that a terminal cannot show',
  include: 'every include exists',
  question: 'every predict and quiz block has its parts',
  'code-in-prose': 'code is included from files, never typed into the text',
  'wide-diagram': 'typed blocks fit a terminal of 80 columns',
  region: 'every region is well formed',
  'region-shown-once': 'every region is shown once',
  'unused-file': 'no file is unused',
  languages: 'all languages have the same sections and questions',
  until: 'a check holds until a later lesson of this course',
  'start-fails': 'every start fails one of its own checks',
  'solution-types': 'every solution type-checks',
  'solution-passes': 'every solution passes its own checks and all earlier ones that still hold',
  'attempt-fails': 'every attempt fails the check it names with the code it names, and passes those before',
  'check-can-fail': 'every check is failed by the start or an attempt',
  run: 'every program can be run',
} as const
export type LintRule = keyof typeof lintRules

/** What to do about a finding whose message does not say it yet. */
export const lintSteps: Readonly<Partial<Record<LintRule, string>>> = {
  region: 'Correct the markers.',
  until: 'Name a lesson that comes later in course.json.',
  'solution-types': 'Correct the line: an editor shows learners the same.',
  'solution-passes': 'Correct the solution, or the fixture.',
  'attempt-fails': 'Change the program, or name the check and the code that it really gets.',
  run: 'Start the program by hand with node, and read what it prints.',
}

export type Finding = {
  /** Relative to the folder of the course. */
  readonly path: string
  /** 1-based; undefined when the whole file is meant. */
  readonly line: number | undefined
  readonly rule: LintRule
  readonly message: string
  /** The parts of the message, where the finding has them one by one. */
  readonly fault?: PackFault
}

/** What `work` finds; a PackError in it is a finding too. */
export const findingsOf = (work: () => readonly Finding[]): readonly Finding[] => {
  try {
    return work()
  } catch (error) {
    return [findingFrom(error)]
  }
}

/** Throws what is not a PackError on. */
export const findingFrom = (error: unknown): Finding => {
  if (!(error instanceof PackError)) throw error
  return findingOf(error.fault.rule ?? 'schema', error.fault)
}

export const findingOf = (rule: LintRule, fault: PackFault): Finding => {
  const { path, place, problem, expected, received, next } = fault
  const message = `${problem}: expected ${expected}, received ${received}. ${next}`
  return { path, line: place?.line, rule, message, fault }
}
