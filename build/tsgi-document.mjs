// Makes docs/TSGI.md: the words of tsgi-document.md, with the rules as tables, the types and the examples in their places.

import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as esbuild from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(here)

/** The whole document. Throws where the words ask for something that is not there, or leave a topic of the rules out. */
export const tsgiDocument = async () => {
  const { rulesByTopic } = await rules()
  const contract = readFileSync(join(root, 'src/tsgi/contract.ts'), 'utf8')
  const left = new Set(Object.keys(rulesByTopic))
  const fill = {
    file: name => code(readFileSync(join(here, 'tsgi-document', name), 'utf8')),
    types: names =>
      code(
        names
          .split(' ')
          .map(name => declaration(contract, name))
          .join('\n\n'),
      ),
    rules: topic => {
      if (!left.delete(topic)) throw new Error(`there is no topic ${topic}, or it is in the document twice`)
      return table(rulesByTopic[topic])
    },
  }
  const words = readFileSync(join(here, 'tsgi-document.md'), 'utf8')
  const text = words.replace(/^<!-- (\w+): (.*) -->$/gm, (_, kind, what) => fill[kind](what))
  if (left.size > 0) throw new Error(`the document leaves out ${[...left].join(', ')}`)
  return text
}

/** The rules are TypeScript; Node 20 cannot read that by itself. */
const rules = async () => {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(root, 'src/tsgi/rules/index.ts')],
    bundle: true,
    write: false,
    format: 'esm',
  })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
}

const code = text => `\`\`\`ts\n${text.trimEnd()}\n\`\`\``

/** An exported declaration with the comment above it. */
const declaration = (text, name) => {
  const found = new RegExp(
    `(?:^/\\*\\*(?:(?!\\*/)[^])*\\*/\\n)?^export (?:type|interface) ${name}\\b[^]*?(?=\\n\\n(?:/\\*\\*|export)|\\nexport|\\n*$(?![^]))`,
    'm',
  ).exec(text)
  if (found === null) throw new Error(`the contract has no ${name}`)
  return found[0]
}

const table = topic => {
  const rows = Object.entries(topic).map(
    ([id, { culprit, severity, text, source }]) =>
      `| \`${id}\` | ${culprit}${severity === 'warning' ? ' (warning)' : ''} | ${text.replaceAll('|', '\\|')} | ${source} |`,
  )
  return ['| rule | whose | what holds | from |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

const isMain = process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href
if (isMain) writeFileSync(join(root, 'docs/TSGI.md'), await tsgiDocument())
