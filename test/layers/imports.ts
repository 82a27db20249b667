// Finds what a source file imports, in every form TypeScript has. Knows syntax, nothing of layers.

import { parseSync } from 'vite'

/** One import as written. `specifier` is undefined when it is computed and cannot be read from the text. */
export type Import = { readonly specifier: string | undefined; readonly line: number }

/** Everything `text` imports, types included, in the order of the file. Throws when the text cannot be parsed. */
export function importsOf(path: string, text: string): readonly Import[] {
  const { program, errors } = parseSync(path, text, { sourceType: 'module' })
  const [error] = errors
  if (error !== undefined) throw new Error(`${path}: ${error.message}`)
  const found: { readonly offset: number; readonly specifier: string | undefined }[] = []
  for (const node of nodesOf(program)) {
    const source = importSource(node)
    if (source !== undefined) found.push({ offset: Number(node['start']), specifier: textOf(source) })
  }
  return found
    .toSorted((a, b) => a.offset - b.offset)
    .map(({ offset, specifier }) => ({ specifier, line: text.slice(0, offset).split('\n').length }))
}

type Node = { readonly [key: string]: unknown }

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesOf(item)
  if (!isNode(value)) return
  yield value
  for (const child of Object.values(value)) yield* nodesOf(child)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** The node that says what is imported, when `node` imports something. */
function importSource(node: Node): Node | undefined {
  switch (node['type']) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return nodeOrNothing(node['source'] ?? node['argument'])
    case 'TSExternalModuleReference':
      return nodeOrNothing(node['expression'])
    case 'CallExpression':
      return isLoaderCall(node['callee']) ? firstArgument(node) : undefined
    default:
      return undefined
  }
}

/** `require(x)` and `process.getBuiltinModule(x)` import as well. */
function isLoaderCall(callee: unknown): boolean {
  if (!isNode(callee)) return false
  if (callee['type'] === 'Identifier') return callee['name'] === 'require'
  const property = callee['property']
  return isNode(property) && property['name'] === 'getBuiltinModule'
}

function firstArgument(call: Node): Node | undefined {
  const list = call['arguments']
  return Array.isArray(list) ? nodeOrNothing(list[0]) : undefined
}

function nodeOrNothing(value: unknown): Node | undefined {
  return isNode(value) ? value : undefined
}

function textOf(source: Node): string | undefined {
  const value = source['type'] === 'TSLiteralType' ? (source['literal'] as Node)['value'] : source['value']
  return typeof value === 'string' ? value : undefined
}
