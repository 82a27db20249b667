// The limits of a run where nothing else is asked for. Numbers only.

import type { Limits } from './run.ts'

/** The numbers of design.md §5, and for what it leaves open the smallest that no correct server has met. */
export const defaultLimits: Limits = {
  startMs: 2000,
  firstByteMs: 1000,
  exchangeMs: 2000,
  closeMs: 500,
  stopMs: 200,
  blockedMs: 500,
  outputBytes: 64 * 1024,
  floodBytes: 1024 * 1024,
  memoryBytes: 256 * 1024 * 1024,
}

export function limitsFrom(asked: Partial<Limits> | undefined): Limits {
  return { ...defaultLimits, ...asked }
}
