#!/usr/bin/env node
// Starts the bundles of this folder with V8's code cache, which halves the time to the first frame. The cache is a
// convenience: whatever goes wrong with it (read-only or absent folder, damaged file) is ignored, and the source is compiled.
'use strict'
const fs = require('node:fs')
const path = require('node:path')
const vm = require('node:vm')
const { wrap } = require('node:module')

const hashes = {} /* filled in by the build */

const cacheFolder = ({ XDG_CACHE_HOME: xdg, LOCALAPPDATA: local, HOME: home, USERPROFILE: profile }) => {
  if (xdg && path.isAbsolute(xdg)) return path.join(xdg, 'tsgi-learn')
  if (process.platform === 'win32') return local && path.join(local, 'tsgi-learn', 'cache')
  const own = home || profile
  return own && path.join(own, process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'tsgi-learn')
}

const readCache = file => {
  try {
    return fs.readFileSync(file)
  } catch {
    return undefined
  }
}

const writeCache = (file, name, data) => {
  const mine = `${name}-${process.version}-${process.arch}-`
  const unfinished = `${file}.${process.pid}`
  try {
    makeFolder(path.dirname(path.dirname(file)))
    makeFolder(path.dirname(file))
    fs.writeFileSync(unfinished, data, { mode: 0o600 })
    fs.renameSync(unfinished, file)
    for (const other of fs.readdirSync(path.dirname(file))) {
      if (other.startsWith(mine) && !other.startsWith(`${mine}${hashes[name]}`))
        fs.rmSync(path.join(path.dirname(file), other))
    }
  } catch {
    // Everything works without a cache, only slower.
    removeIfThere(unfinished)
  }
}

// Not recursive: Node 20 never comes back from that below /proc.
const makeFolder = folder => {
  if (!fs.existsSync(folder)) fs.mkdirSync(folder)
}

const removeIfThere = file => {
  if (fs.existsSync(file)) fs.rmSync(file, { force: true })
}

// Each command has a cache of its own, with the functions that it runs and no others.
const command = /^[a-z]{1,16}$/.test(process.argv[2] ?? '') ? process.argv[2] : 'none'

/** V8 drops functions that have not run for a while: what a start needs is in the cache only when it is made soon after. */
const settledMs = 1500

/** Runs a bundle of this folder and gives what it exports. */
const load = name => {
  const file = path.join(__dirname, name)
  const folder = cacheFolder(process.env)
  const cache = folder && path.join(folder, `${name}-${process.version}-${process.arch}-${hashes[name]}-${command}`)
  const cachedData = cache ? readCache(cache) : undefined
  const script = new vm.Script(wrap(fs.readFileSync(file, 'latin1')), {
    filename: file,
    cachedData,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  const module = { exports: {} }
  script.runInThisContext()(module.exports, require, module, file, __dirname)
  if (cache && (cachedData === undefined || script.cachedDataRejected)) {
    keepOnce(() => writeCache(cache, name, script.createCachedData()))
  }
  return module.exports
}

const keepOnce = keep => {
  const timer = setTimeout(() => {
    process.off('exit', keep)
    keep()
  }, settledMs)
  timer.unref()
  process.once('exit', keep)
}

try {
  load('main.cjs').main(load, { folder: cacheFolder(process.env), build: hashes['main.cjs'] })
} catch (error) {
  // Node would print the line of the bundle; the message says more.
  process.stderr.write(
    `tsgi-learn cannot start: ${error.message}\nInstall it again, and if that does not help, report this.\n`,
  )
  process.exitCode = 70
}
