// The exit codes of every command: a contract with scripts.

export const exitCode = {
  passed: 0,
  failed: 1,
  usage: 2,
  brokenPack: 3,
  bug: 70,
} as const

export type ExitCode = (typeof exitCode)[keyof typeof exitCode]
