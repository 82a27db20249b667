// A session in the small lesson that has one of everything.

import { initialState, type OpenedLesson, type SessionState, type Size } from '../../../src/workbook/index.ts'
import { sampleCourse, sampleLesson } from './lesson.ts'

const opened: OpenedLesson = {
  lesson: sampleLesson,
  directory: '/home/ada/tsgi-workbook',
  file: '/home/ada/tsgi-workbook/01-echo/server.ts',
  subject: '01-echo/server.ts',
  mine: sampleLesson.start,
}

export const sampleSession = (size: Size): SessionState =>
  initialState({ course: sampleCourse, opened, memories: new Map(), size })
