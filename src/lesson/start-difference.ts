// What the start of a lesson changes in the solution before it, where that is more than comments. Touches no disk.

import type { Exercise } from './lesson.ts'

/** A patch of the files named; undefined when nothing but comments is different. */
export const startDifference = async (
  before: Pick<Exercise, 'number' | 'solution'>,
  lesson: Pick<Exercise, 'number' | 'start'>,
): Promise<string | undefined> => {
  const changed = [...lesson.start.keys()].filter(
    name => before.solution.has(name) && codeOf(before.solution.get(name)) !== codeOf(lesson.start.get(name)),
  )
  if (changed.length === 0) return undefined
  // Imported when it is needed: no check has a use for it.
  const { createTwoFilesPatch } = await import('diff')
  return changed
    .map(name =>
      createTwoFilesPatch(
        `solution of lesson ${before.number}: ${name}`,
        `start of lesson ${lesson.number}: ${name}`,
        before.solution.get(name) ?? '',
        lesson.start.get(name) ?? '',
      ),
    )
    .join('\n')
}

/** Without comments that have a line of their own, and without empty lines. */
const codeOf = (text = ''): string =>
  text
    .split(/\r?\n/)
    .filter(line => !/^\s*(?:\/\/.*|\/\*\*.*\*\/\s*)?$/.test(line))
    .join('\n')
