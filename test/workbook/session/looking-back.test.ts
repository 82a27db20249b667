// Looking back on a lesson that is passed: a page that w opens, with a request that is followed once for each run.

import { describe, expect, test } from 'vitest'
import { bindingsOf, type RequestPath, type SessionState } from '../../../src/workbook/index.ts'
import { after, allPassed, effectsOf, keyEvent, pressing, ran, save, secondFailed, sessionWith, untouched } from './sample.ts' // prettier-ignore

const passed = ran(untouched, allPassed)
const path: RequestPath = { request: 'GET / HTTP/1.1', response: 'HTTP/1.1 200 OK', steps: [] }
const followed = (state: SessionState, found: RequestPath | undefined = path, run = state.run.number) =>
  after(state, { type: 'request-followed', run, path: found })
const mayLookBack = (state: SessionState): boolean => bindingsOf(state).some(({ action }) => action.type === 'built')

describe('looking back', () => {
  test('opens the page and asks for the path of a request, once', () => {
    const open = pressing(passed, 'w')
    expect(open).toMatchObject({ mode: { type: 'built', top: 0 }, path: { type: 'looking' } })
    expect(effectsOf(passed, keyEvent('w'))).toEqual([{ type: 'follow-request', run: 1, report: allPassed.report }])
    const found = followed(open)
    expect(found.path).toEqual({ type: 'found', path })
    expect(effectsOf(pressing(found, 'escape'), keyEvent('w'))).toEqual([])
  })

  test('says when the request could not be followed', () => {
    const open = pressing(passed, 'w')
    expect(after(open, { type: 'request-followed', run: 1, path: undefined }).path).toEqual({ type: 'unknown' })
  })

  test('forgets the path with the next save, and takes none that comes late', () => {
    const saved = after(pressing(passed, 'w'), save)
    expect(saved.path).toBeUndefined()
    expect(followed(saved, path, 1).path).toBeUndefined()
  })

  test.each([
    ['before the lesson is passed', untouched, false],
    ['when it is', passed, true],
    ['when it was in an earlier session', sessionWith({ isPassed: true }), true],
    ['when the last run failed', ran(sessionWith({ isPassed: true }), secondFailed), false],
    ['when the page is open and complete', followed(pressing(passed, 'w')), false],
  ])('is offered or not %s', (_, state, isOffered) => {
    expect(mayLookBack(state)).toBe(isOffered)
  })

  test('shows the page without a path where nothing has been run', () => {
    const remembered = sessionWith({ isPassed: true })
    expect(effectsOf(remembered, keyEvent('w'))).toEqual([])
    expect(pressing(remembered, 'w').path).toBeUndefined()
  })

  test('is left with Esc, and goes on to the next lesson with n', () => {
    const open = pressing(passed, 'w')
    expect(pressing(open, 'escape').mode.type).toBe('reading')
    expect(effectsOf(open, keyEvent('n')).map(({ type }) => type)).toEqual(['save-progress', 'open-lesson'])
  })
})
