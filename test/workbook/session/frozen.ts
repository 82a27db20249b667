// Freezes a value with all that it holds: writing to any of it throws.

/** The same value. What has been frozen before is not walked through again. */
export const deeplyFrozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || done.has(value)) return value
  done.add(value)
  if (value instanceof Map || value instanceof Set) return frozenCollection(value)
  // Bytes cannot be frozen; sessions only pass them on.
  if (ArrayBuffer.isView(value)) return value
  Object.values(value).forEach(deeplyFrozen)
  return Object.freeze(value)
}

const done = new WeakSet<object>()

// Object.freeze leaves the entries of collections as they are: what changes them is taken away.
const frozenCollection = <T extends Map<unknown, unknown> | Set<unknown>>(collection: T): T => {
  for (const entry of collection instanceof Map ? [...collection].flat() : collection) deeplyFrozen(entry)
  const refuse = (): never => {
    throw new TypeError('a frozen collection was changed')
  }
  for (const name of ['set', 'add', 'delete', 'clear'])
    if (name in collection) Object.defineProperty(collection, name, { value: refuse })
  return Object.freeze(collection)
}
