// Every way a server can be wrong that we can name: a stable code and the facts that belong to it. No sentences here.

import type { SourceLocation } from '../trace/index.ts'

/** Stable for ever: hints, attempts, tests and people refer to these. */
export const diagnosisCodes = [
  'syntax-error', 'exited', 'threw', 'never-listened', 'other-port', 'other-address', 'port-taken', 'blocked',
  'silent', 'closed-empty', 'reset-unread', 'waits-for-more', 'one-read', 'no-status-line', 'bad-status-line',
  'lf-only', 'bad-header-line', 'no-blank-line', 'length-short', 'length-long', 'length-in-characters', 'left-open',
  'closed-early', 'wrong-status', 'wrong-header', 'wrong-body', 'sequential-only', 'crashed-by-request',
  'output-flood', 'out-of-memory',
] as const
export type DiagnosisCode = (typeof diagnosisCodes)[number]

export type Diagnosis = { readonly code: DiagnosisCode; readonly source?: SourceLocation }
