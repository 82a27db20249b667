// Of the layers up to the runner a bundle takes what it uses: nothing in them does anything by being loaded, but for the
// entries of bundles of their own.

import { resolve } from 'node:path'

const pure = /[/\\]src[/\\](?:http|tsgi|server|transcript|trace|check|runner)[/\\]/

export const pureLayers = {
  name: 'pure layers',
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, resolveDir }) => {
      const file = resolve(resolveDir, path)
      return pure.test(file) ? { path: file, sideEffects: false } : undefined
    })
  },
}
