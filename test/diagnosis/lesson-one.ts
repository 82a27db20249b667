// The checks of lesson 1, from the course as it is loaded for a learner.

import { join } from 'node:path'
import { loadCourse, loadExercise } from '../../src/lesson/index.ts'
import type { CheckToRun } from '../../src/runner/index.ts'

export async function lessonOneChecks(): Promise<readonly CheckToRun[]> {
  const course = await loadCourse(join(import.meta.dirname, '../..'))
  const { checks } = await loadExercise(course, 1)
  return checks
}
