// The smallest environment a learner's program gets, and the mark by which its processes are found again.

/** Kept from ours: where programs, the home, temporary files and the language are, and what Windows cannot do without. */
const keptNames = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TMPDIR', 'TZ', 'SYSTEMROOT', 'COMSPEC', 'PATHEXT', 'TEMP', 'TMP']

/** Every process of a group has this variable, its children too unless they are given another environment. */
export const markName = 'TSGI_LEARN_PROCESS'

export type Environment = Readonly<Record<string, string | undefined>>

export function smallestEnvironment(ours: Environment, token: string, port?: number): Record<string, string> {
  const environment: Record<string, string> = { FORCE_COLOR: '0', NO_COLOR: '1', [markName]: token }
  for (const name of keptNames) {
    const value = ours[name]
    if (value !== undefined) environment[name] = value
  }
  if (port !== undefined) environment['PORT'] = String(port)
  return environment
}
