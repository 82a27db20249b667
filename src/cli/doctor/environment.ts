// Probes that only look at values: the version of Node, the terminal, the locale, the editor.

import type { Context } from '../context.ts'
import { editorCommand } from '../screen/editor.ts'
import { fine, note, problem, type Finding } from './finding.ts'

export const nodeFinding = (version: string): Finding => {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  const isOldEnough = major > 20 || (major === 20 && minor >= 19)
  if (!isOldEnough)
    return problem('Node', `${version} is too old`, 'install Node 24 or 22; 20.19 is the oldest that works')
  if (major < 22)
    return note(
      'Node',
      `${version} works, and is past its end of life`,
      'Node 24 or 22 also runs server.ts without tsgi-learn',
    )
  return fine('Node', version)
}

export const terminalFinding = ({ console, env }: Context, rows: number | undefined): Finding => {
  if (!console.isOutputTerminal || !console.isInputTerminal) {
    return note('terminal', 'none: commands print plain text', 'run tsgi-learn in a terminal to see the full screen')
  }
  if (env['TERM'] === 'dumb')
    return note('terminal', 'TERM is dumb: plain text only', 'most terminals set TERM=xterm-256color')
  const [columns, height] = [console.columns ?? 0, rows ?? 0]
  const size = `${columns} columns, ${height} rows`
  if (columns < 80 || height < 24) return note('terminal', `${size} is small`, 'make it 80 by 24 or larger')
  return fine('terminal', `${size}, ${env['TERM'] ?? 'TERM is not set'}`)
}

export const localeFinding = ({ env }: Context): Finding => {
  const name = ['LC_ALL', 'LC_CTYPE', 'LANG'].find(variable => (env[variable] ?? '') !== '')
  if (name === undefined) return note('locale', 'not set; UTF-8 is assumed', 'if marks look wrong: export LANG=C.UTF-8')
  if (/utf-?8/i.test(env[name] ?? '')) return fine('locale', `${name}=${env[name]}`)
  return note('locale', `${name}=${env[name]} is not UTF-8: marks are drawn in ASCII`, 'export LANG=C.UTF-8')
}

export const editorFinding = ({ env }: Context): Finding => {
  const editor = editorCommand({ file: 'server.ts', line: 1, column: 1 }, env)
  if (editor === undefined) {
    return note(
      'editor',
      'neither VISUAL nor EDITOR is set',
      'export EDITOR=nano, or open the files in your editor yourself',
    )
  }
  return fine('editor', editor.command)
}
