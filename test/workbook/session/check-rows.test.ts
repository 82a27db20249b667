// The cases of the contract are one row of the checks until that row is opened; what failed of them is listed anyway.

import { describe, expect, test } from 'vitest'
import { bindingsOf, checkRowsOf, currentCheck, currentRow, type SessionState } from '../../../src/workbook/index.ts'
import { contractStep } from '../../ui/samples/contract-step.ts'
import { pressing } from '../../ui/samples/keys.ts'
import { untouched as withoutContract } from './sample.ts'

const size = { columns: 80, rows: 24 }
const own = ['simple', 'browser', 'curl']
const idsIn = (state: SessionState): readonly string[] => checkRowsOf(state).map(({ id }) => id)
const enterIn = (state: SessionState): string | undefined =>
  bindingsOf(state).find(({ keys }) => keys.includes('enter'))?.label

describe('the rows of the checks', () => {
  test('are the checks where no step is the contract', () => {
    expect(idsIn(withoutContract)).toEqual(['simple', 'pieces', 'closes'])
  })

  test.each(['untouched', 'running', 'passed', 'notRun'] as const)('have one for all cases when they are %s', state => {
    expect(idsIn(contractStep[state](size))).toEqual([...own, 'step contract'])
  })

  test('list those that failed below it, the cursor on the first of them', () => {
    const state = contractStep.failed(size)
    expect(idsIn(state)).toEqual([...own, 'step contract', 'contract/case-7', 'contract/case-23'])
    expect(currentRow(state)?.id).toBe('contract/case-7')
  })

  test('list all when Enter opens the row, and one when it closes it, the cursor staying where it is', () => {
    const onStep = pressing(contractStep.passed(size), '2', 'down', 'down', 'down')
    expect([currentRow(onStep)?.id, enterIn(onStep)]).toEqual(['step contract', 'list them'])
    const open = pressing(onStep, 'enter')
    expect([idsIn(open).length, currentRow(open)?.id, enterIn(open)]).toEqual([44, 'step contract', 'close'])
    expect(idsIn(pressing(open, 'enter'))).toEqual([...own, 'step contract'])
  })

  test('are gone through one by one, and a case among them can be opened', () => {
    const onCase = pressing(contractStep.passed(size), '2', 'down', 'down', 'down', 'enter', 'down', 'down')
    expect(currentCheck(onCase)?.check.id).toBe('contract/case-2')
    expect(pressing(onCase, 'enter').mode.type).toBe('check')
  })

  test('stand for their first fault where a check is asked for', () => {
    const onStep = pressing(contractStep.failed(size), '2', 'up')
    expect([currentRow(onStep)?.id, currentCheck(onStep)?.check.id]).toEqual(['step contract', 'contract/case-7'])
  })

  test('are closed again in another lesson', () => {
    const open = pressing(contractStep.passed(size), '2', 'down', 'down', 'down', 'enter')
    expect(open.openSteps.size).toBe(1)
  })
})
