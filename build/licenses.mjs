// Collects the licences of every package whose code is inside a bundle, from what the bundler says it took.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** `inputs` are paths relative to `root`, as in the bundler's metafile. Gives the text of `LICENSES.txt`. */
export const licensesText = (root, inputs) => {
  const folders = new Set(inputs.flatMap(input => packageFolder(input) ?? []))
  const notices = [...folders].map(folder => notice(root, folder)).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return [opening, ...new Map(notices.map(({ name, text }) => [name, text])).values()].join(rule)
}

const opening = 'tsgi-learn is built from these packages. Each stands under its own licence, given below.\n'
const rule = `\n${'-'.repeat(78)}\n\n`

const packageFolder = input => {
  const match = /^(?:.*node_modules\/)(?:@[^/]+\/)?[^/]+/.exec(input.replace(/^[\w-]+:/, ''))
  return match === null ? undefined : match[0]
}

const notice = (root, folder) => {
  const { name, version, license, author, repository } = JSON.parse(
    readFileSync(join(root, folder, 'package.json'), 'utf8'),
  )
  const file = readdirSync(join(root, folder)).find(entry => /^licen[cs]e/i.test(entry))
  const source = typeof repository === 'string' ? repository : repository?.url
  const text =
    file === undefined ? shared(root, folder, license, author) : readFileSync(join(root, folder, file), 'utf8')
  return {
    name: `${name} ${version}`,
    text: `${name} ${version} (${license})${source === undefined ? '' : `\n${source}`}\n\n${text.trimEnd()}\n`,
  }
}

// A package without a licence file still says which licence it has, and whose it is.
const shared = (root, folder, license, author) => {
  if (typeof license !== 'string') throw new Error(`${folder} has neither a licence file nor a licence field`)
  const owner = typeof author === 'string' ? author : author?.name
  return `Licence: ${license}${owner === undefined ? '' : `\nAuthor: ${owner}`}\n`
}
