// `npm run bench`: how long the things take that a learner waits for, as ratios to a bare start of Node in the same run.
// All are run in turn, so that a machine that is slow for a while is slow for all of them. Writes nothing outside /tmp.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median, percentile, tableText } from './numbers.mjs'
import { saveToVerdict } from './save-to-verdict.mjs'
import { startUps } from './start-up.mjs'

const rounds = Number(process.argv[2] ?? 21)
const saves = Number(process.argv[3] ?? 30)

const folder = mkdtempSync(join(tmpdir(), 'tsgi-learn-bench-'))
try {
  const starts = await startUps({ folder, rounds })
  const bare = median(starts[0].times)
  const verdicts = await saveToVerdict({ folder, saves })
  const rows = [...starts, ...verdicts].map(({ name, times, goal }) => ({
    name,
    median: median(times),
    p95: percentile(times, 95),
    ratio: median(times) / bare,
    goal,
  }))
  process.stdout.write(
    `Node ${process.version}, ${process.platform} ${process.arch}; ${rounds} rounds, ${saves} saves\n\n${tableText(rows)}\n`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
