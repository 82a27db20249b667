// Takes the WebAssembly of the type stripper out of its JavaScript: 2.7 MB as bytes in a file of its own load faster than
// 3.7 MB of text in a program.

import { readFileSync } from 'node:fs'
import { replaceExactly } from './replace-exactly.mjs'

const embedded = /Buffer\.from\('([\w+/=]+)', 'base64'\)/

export const stripper = {
  name: 'stripper',
  setup(build) {
    build.onLoad({ filter: /[\\/]wasm-typescript[\\/]wasm\.js$/ }, ({ path }) => ({
      contents: replaceExactly(readFileSync(path, 'utf8'), {
        file: path,
        pattern: embedded,
        times: 1,
        by: "require('node:fs').readFileSync(require('node:path').join(__dirname, 'strip.wasm'))",
      }),
    }))
  },
}

/** The WebAssembly inside the package's JavaScript. */
export const stripperWasm = path => Buffer.from(embedded.exec(readFileSync(path, 'utf8'))?.[1] ?? '', 'base64')
