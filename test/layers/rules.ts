// Judges the imports of one file by the table of layers. Reads no files.

import { dirname, join, normalize, relative } from 'node:path/posix'
import { importsOf, type Import } from './imports.ts'
import { allowances, layers, type Layer } from './table.ts'

/** A breach as `src/http/parse.ts:3 rule: what`. `path` is relative to the root, with slashes. */
export function breachesOf(path: string, text: string): readonly string[] {
  const layer = layerOf(path)
  if (layer === undefined) return [`${path}:1 every file belongs to a layer: there is no layer in this path`]
  return importsOf(path, text).flatMap(found => {
    const breach = breachOf(path, layer, found)
    return breach === undefined ? [] : [`${path}:${found.line} ${breach}`]
  })
}

function layerOf(path: string): Layer | undefined {
  const [root, folder, ...rest] = path.split('/')
  if (root !== 'src' || rest.length === 0) return undefined
  return layers.find(layer => layer === folder)
}

function breachOf(path: string, layer: Layer, { specifier }: Import): string | undefined {
  if (specifier === undefined) return computedBreach(layer)
  return specifier.startsWith('.') ? pathBreach(path, layer, specifier) : moduleBreach(path, layer, specifier)
}

/** The runner loads the learner's program and cli loads built files by a path that only the running program knows. */
function computedBreach(layer: Layer): string | undefined {
  const mayCompute = layer === 'runner' || layer === 'cli'
  return mayCompute ? undefined : 'imports can be read: this one is computed'
}

function pathBreach(path: string, layer: Layer, specifier: string): string | undefined {
  const target = normalize(join(dirname(path), specifier))
  const other = layerOf(target)
  if (other === layer) return undefined
  if (other === undefined) return `imports stay within the layers: ${specifier} leads outside`
  if (layers.indexOf(other) > layers.indexOf(layer)) return `imports go leftwards: ${layer} is left of ${other}`
  if (target !== `src/${other}/index.ts`)
    return `imports go through the face: ${specifier} is not src/${other}/index.ts`
  return undefined
}

function moduleBreach(path: string, layer: Layer, specifier: string): string | undefined {
  const allowed = allowances[layer]
  if (allowed === 'anything') return undefined
  const file = relative(`src/${layer}`, path)
  const naming = allowed.filter(({ modules }) => modules.some(module => isOf(specifier, module)))
  if (naming.some(({ only }) => only === undefined || only.test(file))) return undefined
  const [elsewhere] = naming
  if (elsewhere !== undefined) return `${layer} may import ${specifier} only in files like ${elsewhere.only}`
  return `${layer} may not import ${specifier}`
}

/** `highlight.js/lib/core` is of `highlight.js`; a node: module is only itself. */
function isOf(specifier: string, module: string): boolean {
  if (specifier === module) return true
  if (module.startsWith('node:')) return false
  return specifier.startsWith(module.endsWith(':') ? module : `${module}/`)
}
