// Builds dist: bundles, the launcher that knows their hashes, the stripper's WebAssembly, and the licences of all it took.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as esbuild from 'esbuild'
import { assetsOf, bundlesOf, launcherOf } from './bundles.mjs'
import { licensesText } from './licenses.mjs'
import { typesOf } from './types.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Builds into `directory` and gives the names of what could not be built, each with its reason. */
export const buildAll = async (directory = join(root, 'dist')) => {
  mkdirSync(directory, { recursive: true })
  const types = typesOf(root)
  const results = await Promise.all(bundlesOf(root).map(bundle => buildOne(bundle, directory)))
  const built = results.filter(result => result.problem === undefined)
  const hashes = Object.fromEntries(built.filter(one => one.isCached).map(one => [one.file, hashOf(one.bytes)]))
  const licenses = licensesText(root, [...new Set(built.flatMap(one => one.inputs))].toSorted())
  const launcher = launcherOf(root, hashes)
  for (const { file, bytes } of [...built, ...assetsOf(root), ...(await types)])
    write(join(directory, file), bytes, 0o644)
  write(join(directory, 'LICENSES.txt'), Buffer.from(licenses), 0o644)
  write(join(directory, 'tsgi-learn.cjs'), Buffer.from(launcher), 0o755)
  return results.filter(result => result.problem !== undefined)
}

const buildOne = async ({ file, entry, isCached, without, options }, directory) => {
  if (!existsSync(join(root, entry))) return { file, problem: `${entry} does not exist` }
  try {
    const { outputFiles, metafile } = await esbuild.build({
      ...common,
      ...options,
      entryPoints: [entry],
      outfile: join(directory, file),
    })
    const inputs = Object.keys(metafile.inputs)
    const unwanted = without.filter(name => inputs.some(input => input.includes(`node_modules/${name}/`)))
    if (unwanted.length > 0) return { file, problem: `${unwanted.join(', ')} must not be in it` }
    return { file, isCached, inputs, bytes: outputFiles[0].contents }
  } catch (error) {
    return { file, problem: error instanceof Error ? error.message : String(error) }
  }
}

const common = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  metafile: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  jsx: 'automatic',
  jsxDev: false,
  // One byte a character: V8 reads such a source in half the time.
  charset: 'ascii',
  legalComments: 'none',
  logLevel: 'silent',
  // Import expressions become require: nothing here is an ES module, and V8's code cache asks for one kind of loading.
  supported: { 'dynamic-import': false },
  define: {
    'process.env.NODE_ENV': '"production"',
    "process.env['DEV']": '"false"',
    'process.env.DEV': '"false"',
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
  },
}

const hashOf = bytes => createHash('sha256').update(bytes).digest('hex').slice(0, 16)

// Only what changed is written, and never half: tests may be running the old files.
const write = (path, bytes, mode) => {
  mkdirSync(dirname(path), { recursive: true })
  if (existsSync(path) && readFileSync(path).equals(bytes)) return
  const unfinished = `${path}.${process.pid}`
  writeFileSync(unfinished, bytes, { mode })
  renameSync(unfinished, path)
}

const isMain = process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href
if (isMain) {
  const failed = await buildAll()
  for (const { file, problem } of failed) console.error(`dist/${file} was not built: ${problem}`)
  process.exitCode = failed.length === 0 ? 0 : 1
}
