// Leaves React's developer tools and the socket library they need out of the bundle: they are never used by a learner.

import { readFileSync } from 'node:fs'
import { replaceExactly } from './replace-exactly.mjs'

export const noDevtools = {
  name: 'no-devtools',
  setup(build) {
    build.onResolve({ filter: /^(react-devtools-core|ws)$/ }, ({ path }) => ({ path, namespace: 'empty' }))
    build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {}' }))
    build.onLoad({ filter: /[\\/]ink[\\/]build[\\/]reconciler\.js$/ }, ({ path }) => ({
      contents: withoutAwaits(path),
    }))
  },
}

// Both awaits stand behind `isDev()`, which is never true here; as top-level awaits they would forbid CommonJS output.
const withoutAwaits = file => {
  const text = readFileSync(file, 'utf8')
  const withoutImport = replaceExactly(text, {
    file,
    pattern: /await import\('\.\/devtools\.js'\)/,
    times: 1,
    by: 'void 0',
  })
  return replaceExactly(withoutImport, { file, pattern: /await loadPackageJson\(\)/, times: 1, by: '{}' })
}
