// A process that writes progress as fast as it can and says each number once it is written. Made to be killed.

import { updateProgress } from '../../../src/workbook/progress-file.ts'
import { memoryIn, withMemory } from '../../../src/workbook/progress.ts'

const directory = process.argv[2] ?? ''
for (;;) {
  const { progress } = updateProgress({ directory }, new Date(), before => {
    const memory = memoryIn(before, 'echo')
    return withMemory(before, 'echo', { ...memory, hints: { written: (memory.hints['written'] ?? 0) + 1 } })
  })
  process.stdout.write(`${memoryIn(progress, 'echo').hints['written']}\n`)
}
