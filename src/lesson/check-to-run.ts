// What of a lesson's check the runner needs. Copies and changes nothing else.

import type { CheckToRun } from '../runner/index.ts'
import type { LessonCheck } from './lesson.ts'

export const checkToRun = ({ id, title, transcript, needs, argv, runs }: LessonCheck): CheckToRun => ({
  id,
  title,
  transcript,
  needs,
  ...(argv === undefined ? {} : { argv }),
  ...(runs === undefined ? {} : { runs }),
})
