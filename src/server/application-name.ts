// `module:callable`, the name of an application, to its parts, and the callable to what a loaded module has under that
// name. Knows neither files nor how a module is loaded.

export type ApplicationName = {
  /** As it was written: a path. */
  readonly module: string
  /** The name of an export; dots lead into it. */
  readonly callable: string
}

/** What is served where a name says only which module. */
export const defaultCallable = 'application'

/** undefined when one of the two parts is empty. Without a colon it is all module. */
export const parseApplicationName = (text: string): ApplicationName | undefined => {
  const colon = colonOf(text)
  const module = colon < 0 ? text : text.slice(0, colon)
  const callable = colon < 0 ? defaultCallable : text.slice(colon + 1)
  return module === '' || callable.split('.').includes('') ? undefined : { module, callable }
}

/** The last colon, unless it belongs to the path: a drive, or a folder with a colon in its name. */
const colonOf = (text: string): number => {
  const last = text.lastIndexOf(':')
  return /[/\\]/.test(text.slice(last + 1)) ? -1 : last
}

export type Callable =
  | { readonly type: 'found'; readonly value: unknown }
  /** `at` is what has no `name`: '' for the module, or the dotted name of what was found in it. `names` is what it has. */
  | { readonly type: 'absent'; readonly at: string; readonly name: string; readonly names: readonly string[] }

/** What `exports`, the namespace of a module, has under a dotted name. */
export const callableIn = (exports: object, callable: string): Callable => {
  const [first = '', ...rest] = callable.split('.')
  let found = exportOf(exports, first)
  if (found === undefined) return { type: 'absent', at: '', name: first, names: exportNames(exports) }
  for (const [index, name] of rest.entries()) {
    const holder: unknown = found.value
    const at = [first, ...rest.slice(0, index)].join('.')
    if (!isHolder(holder) || !(name in holder)) return { type: 'absent', at, name, names: namesIn(holder) }
    found = { value: holder[name as keyof typeof holder] }
  }
  return { type: 'found', value: found.value }
}

/** All that a module exports; of one that is CommonJS, what is in its `module.exports`. */
export const exportNames = (exports: object): readonly string[] => {
  const names = Object.keys(exports).filter(name => name !== 'module.exports')
  return [...new Set([...names, ...(isCommonJs(exports) ? namesIn(exports.default) : [])])]
}

const exportOf = (exports: object, name: string): { readonly value: unknown } | undefined => {
  if (name in exports) return { value: exports[name as keyof typeof exports] }
  const inside = isCommonJs(exports) ? exports.default : undefined
  return isHolder(inside) && name in inside ? { value: inside[name as keyof typeof inside] } : undefined
}

/** Node gives what a CommonJS module exports as `default`, and by name only what it could see in the text. */
const isCommonJs = (exports: object): exports is { readonly default: unknown } => {
  if (!('default' in exports)) return false
  const { default: all, ...named } = exports
  return Object.entries(named).every(([name, value]) => name === 'module.exports' || isIn(all, name, value))
}

const isIn = (holder: unknown, name: string, value: unknown): boolean =>
  isHolder(holder) && holder[name as keyof typeof holder] === value

const isHolder = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function'

/** The names a person wrote: not what every function has. */
const namesIn = (value: unknown): readonly string[] => (isHolder(value) ? Object.keys(value) : [])
