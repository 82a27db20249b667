// Puts the hooks for TypeScript into this process, in the way this version of Node offers.

import * as nodeModule from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createStripEngine } from '../../runner/index.ts'
import { createHooks, strippedFile, type HookFacts, type Hooks } from './hooks.ts'

/** What Node 20 has no types for, or that has none at all. */
type Loader = {
  readonly registerHooks?: (hooks: Hooks) => void
  readonly register: (specifier: string, options: { readonly data: HookFacts }) => void
  readonly _extensions: Record<string, (module: CommonJsModule, path: string) => void>
}
type CommonJsModule = { readonly _compile: (text: string, path: string) => void }

/** `folder` is that of this file and of the other built ones. */
export const loadTypeScript = (folder: string, directory: string): void => {
  const loader = nodeModule.default as unknown as Loader
  const facts = {
    stripFile: join(folder, 'strip.cjs'),
    faceUrl: pathToFileURL(join(folder, 'tsgi.mjs')).href,
    directory,
  }
  if (loader.registerHooks !== undefined) {
    loader.registerHooks(createHooks({ ...facts, leavesCommonJs: false }))
    return
  }
  const url = pathToFileURL(join(folder, 'serve-hooks.mjs')).href
  loader.register(url, { data: { ...facts, leavesCommonJs: true } })
  const engine = createStripEngine(facts.stripFile)
  for (const extension of ['.ts', '.cts'])
    loader._extensions[extension] = (module, path) => module._compile(strippedFile(path, engine, directory), path)
}
