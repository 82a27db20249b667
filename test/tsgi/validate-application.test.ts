// Proves that the validator names the application where the application breaks a rule, and only then.

import { describe, expect, test } from 'vitest'
import { rules, validate, type Environ, type StartResponse } from '../../src/tsgi/index.ts'
import { applicationBreaches } from './support/application-breaches.ts'
import { bytes, outcomeOf } from './support/exchange.ts'
import { breachesOf } from './support/validated.ts'

test.for(applicationBreaches)('%s: %s', async ([rule, , application, changes]) => {
  const { severity } = rules[rule]
  const { breaches, events, log } = await breachesOf(application, changes)
  expect(breaches).toContain(`${rule} application ${severity}`)
  // An error is what any error of an application is; a warning changes nothing.
  expect(log.includes(`the application breaks ${rule}`)).toBe(severity === 'error')
  expect(events.some(event => event === 'abort' || event.startsWith('whole 500'))).toBe(severity === 'error')
})

const start = (startResponse: StartResponse): ReturnType<StartResponse> => startResponse('200 OK', [])

describe('after the end', () => {
  let environ: Environ | undefined
  let begin: StartResponse | undefined
  const application = validate((given, startResponse) => {
    environ = given
    begin = startResponse
    start(startResponse)
    return []
  })

  test.for<[string, () => unknown]>([
    ['start-after-end', () => start(begin!)],
    ['input-after-end', () => environ?.['tsgi.input'].read()],
  ])('%s', async ([rule, use]) => {
    await outcomeOf(application)
    await expect((async () => use())()).rejects.toMatchObject({ rule, culprit: 'application' })
  })

  test('write-after-end', async () => {
    let write: ReturnType<StartResponse> | undefined
    await outcomeOf(validate((_, startResponse) => ((write = start(startResponse)), [])))
    expect(() => write?.(bytes('a'))).toThrow('write-after-end')
  })
})
