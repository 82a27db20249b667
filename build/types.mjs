// The declarations of what the package exports: what the compiler emits for its face, and of that only what the face leads to.

import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import { promisify } from 'node:util'

const face = 'server/package-face.d.ts'

/** Files for the folder of the build, each with its bytes. Types are checked elsewhere: here they are only written down. */
export const typesOf = async root => {
  const folder = mkdtempSync(join(tmpdir(), 'tsgi-learn-types-'))
  try {
    const compiler = join(root, 'node_modules/typescript/bin/tsc')
    const project = join(root, 'build/tsconfig.types.json')
    await promisify(execFile)(process.execPath, [compiler, '--project', project, '--noCheck', '--outDir', folder])
    return [...reachedFrom(face, file => readFileSync(join(folder, file), 'utf8'))].map(([file, text]) => ({
      file: `types/${file}`,
      bytes: Buffer.from(text),
    }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const specifier = /(?<=\b(?:from|import)\s*\(?\s*['"])(\.[^'"]+)\.ts(?=['"])/g

/** Specifiers name what runs, as everywhere outside of this repository. */
const reachedFrom = (first, read) => {
  const texts = new Map()
  const waiting = [first]
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    if (texts.has(file)) continue
    const text = read(file)
    for (const [, path] of text.matchAll(specifier)) waiting.push(posix.join(dirname(file), `${path}.d.ts`))
    texts.set(file, text.replace(specifier, '$1.js'))
  }
  return texts
}
