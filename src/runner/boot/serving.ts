// Which connection the program is serving now: shared with the thread that watches. Knows nothing of sockets.

/** The cells of the memory that both threads of the program see. */
export const cells = {
  heartbeat: 0,
  serving: 1,
  blockedMs: 2,
  memoryKilobytes: 3,
  isWatching: 4,
  /** Bytes that the program has printed; what counts is how many more than a moment ago. */
  printed: 5,
  count: 6,
} as const

export type SharedCells = Int32Array<SharedArrayBuffer>

export function createSharedCells(): SharedCells {
  return new Int32Array(new SharedArrayBuffer(cells.count * Int32Array.BYTES_PER_ELEMENT))
}

/** The client's port of the connection being served, 0 when none is known. */
export type Serving = { get(): number; set(port: number): void }

/**
 * A connection counts as served from the moment one of its events begins until another's does or the turn of the event
 * loop ends: so what runs in promises that the event settled still counts as its work.
 */
export function createServing(shared: SharedCells): Serving {
  const later = setImmediate
  let isScheduled = false
  function forget(): void {
    isScheduled = false
    shared[cells.serving] = 0
  }
  return {
    get: () => shared[cells.serving] ?? 0,
    set: port => {
      shared[cells.serving] = port
      if (isScheduled) return
      isScheduled = true
      later(forget)
    },
  }
}
