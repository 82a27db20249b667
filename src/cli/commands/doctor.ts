// `doctor`: whether this machine has what the course needs, a line for each thing, with a next step where one helps.

import type { Context } from '../context.ts'
import { editorFinding, localeFinding, nodeFinding, terminalFinding } from '../doctor/environment.ts'
import type { Finding } from '../doctor/finding.ts'
import { folderFinding, loopbackFinding, portFinding, programFinding, watchFinding } from '../doctor/machine.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'

export const run = async (context: Context): Promise<ExitCode> => {
  const findings = [
    nodeFinding(process.version),
    terminalFinding(context, process.stdout.rows),
    localeFinding(context),
    editorFinding(context),
    folderFinding(context),
    await loopbackFinding(),
    await portFinding(),
    await watchFinding(context),
    await programFinding(context),
  ]
  for (const finding of findings) context.console.write(findingText(finding))
  const problems = findings.filter(({ state }) => state === 'problem').length
  context.console.write(`\n${problems === 0 ? 'Nothing is in the way.' : `${problems} in the way.`}\n`)
  return problems === 0 ? exitCode.passed : exitCode.failed
}

const words = { fine: 'ok', note: 'note', problem: 'problem' } as const satisfies Record<Finding['state'], string>

const findingText = ({ about, state, what, next }: Finding): string => {
  const line = `${words[state].padEnd(8)} ${about.padEnd(10)} ${what}\n`
  return next === undefined ? line : `${line}${' '.repeat(20)}${next}\n`
}
