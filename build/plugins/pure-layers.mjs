// Of the protocol layers a command takes what it uses: nothing in them does anything by being loaded.

import { resolve } from 'node:path'

const pure = /[/\\]src[/\\](?:http|tsgi|server)[/\\]/

export const pureLayers = {
  name: 'pure layers',
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, resolveDir }) => {
      const file = resolve(resolveDir, path)
      return pure.test(file) ? { path: file, sideEffects: false } : undefined
    })
  },
}
