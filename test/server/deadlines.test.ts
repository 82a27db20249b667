// Proves the one timer of all connections: when a deadline is noticed, and that nothing runs for nobody.

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Deadlines, sweepMs, type HasDeadline } from '../../src/server/deadlines.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

type Member = HasDeadline & { count: number }

const memberAt = (deadline: number): Member => {
  const member = { deadline, count: 0, onDeadline: () => void member.count++ }
  return member
}

test.for([
  ['at the tick it falls on', 1000, 1000],
  ['at the first tick after it', 1001, 1500],
  ['at the first tick when it has passed already', 0, 500],
] as const)('a deadline is noticed %s', ([, deadline, noticedAt]) => {
  const deadlines = new Deadlines()
  const member = memberAt(deadline)
  deadlines.add(member)
  vi.advanceTimersByTime(noticedAt - 1)
  expect(member.count).toBe(0)
  vi.advanceTimersByTime(1)
  expect(member.count).toBe(1)
})

test('time is what was counted, and stands still while nobody is there', () => {
  const deadlines = new Deadlines()
  const member = memberAt(Infinity)
  vi.advanceTimersByTime(10_000)
  deadlines.add(member)
  vi.advanceTimersByTime(3 * sweepMs)
  deadlines.delete(member)
  vi.advanceTimersByTime(10_000)
  expect([deadlines.now, member.count]).toEqual([3 * sweepMs, 0])
})

test('one timer serves all, and none runs when the last has gone', () => {
  const deadlines = new Deadlines()
  const members = [memberAt(Infinity), memberAt(Infinity)]
  expect(vi.getTimerCount()).toBe(0)
  for (const member of members) deadlines.add(member)
  expect(vi.getTimerCount()).toBe(1)
  deadlines.delete(members[0]!)
  expect(vi.getTimerCount()).toBe(1)
  deadlines.delete(members[1]!)
  expect(vi.getTimerCount()).toBe(0)
})

test('whoever goes while all are looked at is not called', () => {
  const deadlines = new Deadlines()
  const second = memberAt(0)
  deadlines.add({ deadline: 0, onDeadline: () => deadlines.delete(second) })
  deadlines.add(second)
  vi.advanceTimersByTime(sweepMs)
  expect(second.count).toBe(0)
})
