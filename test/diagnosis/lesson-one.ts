// The checks of lesson 1, from the course as it is loaded for a learner.

import { join } from 'node:path'
import { loadCourse, loadLesson } from '../../src/lesson/index.ts'
import type { CheckToRun } from '../../src/runner/index.ts'

export function lessonOneChecks(): readonly CheckToRun[] {
  const course = loadCourse(join(import.meta.dirname, '../..'))
  return loadLesson(course, 1).checks
}
