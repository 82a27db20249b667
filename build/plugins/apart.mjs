// Keeps a heavy package out of a bundle: it becomes a file of its own, read at the first call of one of its functions.

/** `names` are the functions that our code uses; `file` is the bundle beside the importing one that has them. */
export const apart = ({ packageName, file, names }) => ({
  name: `apart ${packageName}`,
  setup(build) {
    const filter = new RegExp(`^${packageName.replace(/[/\\^$*+?.()|[\]{}]/g, '\\$&')}$`)
    build.onResolve({ filter }, ({ path }) => ({ path, namespace: 'apart' }))
    build.onResolve({ filter: new RegExp(`^\\./${file}$`) }, ({ path }) => ({ path, external: true }))
    build.onLoad({ filter, namespace: 'apart' }, () => ({ contents: lazyCalls(file, names), loader: 'js' }))
  },
})

const lazyCalls = (file, names) =>
  names.map(name => `export const ${name} = (...values) => require('./${file}').${name}(...values)\n`).join('')
