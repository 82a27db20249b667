import { expect, test } from 'vitest'
import { answering, folderWith } from '../cli/serving.ts'
import { until } from '../runner/support/until.ts'
import { descendantsOf, isAlive } from './processes.ts'
import { openTerminal } from './terminal.ts'

test('serve ends, with its workers, when its terminal is closed', async () => {
  const cwd = folderWith({ 'app.ts': answering("'here'") })
  const terminal = openTerminal({ argv: ['serve', 'app.ts', '--port', '0'], cwd, columns: 80, rows: 24 })
  await terminal.shows('Serving HTTP on port')
  const started = [terminal.pid(), ...descendantsOf(terminal.pid())]
  expect(started.length).toBeGreaterThan(1)
  terminal.close()
  await until('none of them left', () => !started.some(isAlive))
})
