// What a report about a bug of ours should say about this machine.

import type { BugFacts } from './bug.ts'
import { packageVersion } from './package-folder.ts'

export const bugFacts = (packageFolder: string): BugFacts => ({
  version: packageVersion(packageFolder),
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  argv: process.argv.slice(2),
})
