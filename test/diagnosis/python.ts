// Whether Python servers can be tested on this machine, said once.

import { spawnSync } from 'node:child_process'

export const hasPython = spawnSync('python3', ['-c', ''], { stdio: 'ignore' }).status === 0

if (!hasPython) process.stderr.write('python3 is not installed: tests of Python servers are skipped\n')
