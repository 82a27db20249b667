// The bundles of the package as data: what each is made from and how.

import { readFileSync } from 'node:fs'
import { apart } from './plugins/apart.mjs'
import { lazyUnicode } from './plugins/lazy-unicode.mjs'
import { noColorGuess } from './plugins/no-color-guess.mjs'
import { noDevtools } from './plugins/no-devtools.mjs'
import { pureLayers } from './plugins/pure-layers.mjs'
import { sharedFace } from './plugins/shared-face.mjs'
import { stripper, stripperWasm } from './plugins/stripper.mjs'
import { syncYoga } from './plugins/sync-yoga.mjs'

/**
 * `isCached` bundles are started through the launcher's code cache. `without` are packages that must not be in a bundle,
 * whatever is imported by accident one day.
 */
export const bundlesOf = root => [
  {
    file: 'main.cjs',
    entry: 'src/cli/main.ts',
    isCached: true,
    without: ['ink', 'react', 'yoga-layout', '@swc/wasm-typescript'],
    options: { ...small, plugins: [strip, pureLayers, noColorGuess, lazyUnicode(root)] },
  },
  {
    file: 'screen.cjs',
    entry: 'src/cli/screen.ts',
    isCached: true,
    // The first frame is drawn without Ink: it is loaded when there is something to read.
    without: ['ink', 'react', 'yoga-layout', '@swc/wasm-typescript'],
    options: { ...small, plugins: [strip, noColorGuess, lazyUnicode(root)] },
  },
  {
    file: 'ink.cjs',
    entry: 'src/ui/screen/ink-view.ts',
    isCached: true,
    without: ['react-devtools-core', 'ws', 'emoji-regex'],
    options: { ...small, plugins: [noColorGuess, noDevtools, syncYoga, lazyUnicode(root)] },
  },
  // The child's side is not made small: whoever looks into a learner's process should be able to read it.
  {
    file: 'boot.cjs',
    entry: 'src/runner/boot/boot.ts',
    isCached: false,
    without: [],
    // The learner's program is an ES module: the one import expression in it must stay one.
    options: { supported: { 'dynamic-import': true } },
  },
  { file: 'watchdog.cjs', entry: 'src/runner/boot/watchdog.ts', isCached: false, without: [], options: {} },
  // As boot.cjs: it runs in a learner's process.
  {
    file: 'follow.mjs',
    entry: 'src/runner/follow/application.ts',
    isCached: false,
    without: [],
    options: { format: 'esm' },
  },
  // ES modules: programs import the first, and the others share it with the application that they load.
  { file: 'tsgi.mjs', entry: 'src/server/package-face.ts', isCached: false, without: [], options: esModule },
  {
    file: 'serve-worker.mjs',
    entry: 'src/cli/serve/worker.ts',
    isCached: false,
    without: [],
    options: { ...esModule, plugins: [sharedFace, pureLayers, lazyUnicode(root)] },
  },
  {
    file: 'serve-hooks.mjs',
    entry: 'src/cli/serve/hooks-thread.ts',
    isCached: false,
    without: [],
    options: { ...esModule, plugins: [pureLayers, lazyUnicode(root)] },
  },
  {
    file: 'strip.cjs',
    entry: 'node_modules/@swc/wasm-typescript/wasm.js',
    isCached: false,
    without: [],
    options: { minify: true, lineLimit: 160, plugins: [stripper] },
  },
  // The application of the contract's cases as JavaScript: Node takes no types from files in node_modules.
  {
    file: 'contract.mjs',
    entry: 'fixtures/contract/application.ts',
    isCached: false,
    without: [],
    options: { format: 'esm' },
  },
]

/** Files beside the bundles, each with its bytes. */
export const assetsOf = root => [
  { file: 'strip.wasm', bytes: stripperWasm(`${root}/node_modules/@swc/wasm-typescript/wasm.js`) },
  { file: 'package.json', bytes: Buffer.from('{ "type": "commonjs" }\n') },
]

export const launcherOf = (root, hashes) => {
  const template = readFileSync(`${root}/build/launcher.cjs`, 'utf8')
  const place = '{} /* filled in by the build */'
  if (!template.includes(place)) throw new Error('build/launcher.cjs has no place for the hashes')
  return template.replace(place, JSON.stringify(hashes))
}

// Names are kept: a stack trace in a report about a bug of ours has to say something.
const small = { minifyWhitespace: true, minifySyntax: true, lineLimit: 160 }
const esModule = {
  format: 'esm',
  supported: { 'dynamic-import': true },
  define: { 'process.env.NODE_ENV': '"production"' },
}
const strip = apart({ packageName: '@swc/wasm-typescript', file: 'strip.cjs', names: ['transform', 'transformSync'] })
