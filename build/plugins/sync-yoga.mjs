// Starts the layout engine's WebAssembly synchronously: 72 kB take 2 ms, and without the top-level await the bundle can
// be CommonJS, which V8's code cache needs on Node 20.

import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { replaceExactly } from './replace-exactly.mjs'

export const syncYoga = {
  name: 'sync-yoga',
  setup(build) {
    build.onLoad({ filter: /[\\/]yoga-layout[\\/]dist[\\/]src[\\/]index\.js$/ }, ({ path }) => ({
      contents: entry,
      resolveDir: dirname(path),
    }))
    build.onLoad({ filter: /[\\/]yoga-wasm-base64-esm\.js$/ }, ({ path }) => ({ contents: withBytes(path) }))
  },
}

const entry = `
import loadYoga, { bytes } from '../binaries/yoga-wasm-base64-esm.js'
import wrapAssembly from './wrapAssembly.js'
const yoga = {
  instantiateWasm(imports, done) {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes()), imports)
    done(instance)
    return instance.exports
  },
}
loadYoga(yoga)
export default wrapAssembly(yoga)
export * from './generated/YGEnums.js'
`

const withBytes = file => {
  const text = readFileSync(file, 'utf8')
  const url = /data:application\/octet-stream;base64,([\w+/=]+)/
  const base64 = url.exec(text)?.[1] ?? ''
  const withoutUrl = replaceExactly(text, { file, pattern: url, times: 1, by: '' })
  const withoutMeta = replaceExactly(withoutUrl, { file, pattern: /import\.meta\.url/, times: 1, by: 'undefined' })
  return `${withoutMeta}\nexport const bytes = () => Buffer.from('${base64}', 'base64')\n`
}
