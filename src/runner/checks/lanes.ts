// Works through a list, several at a time, in the order of the list. Knows nothing of the work.

/** Resolves when all that was begun is done. `mayBegin` is asked before each: once false, nothing more begins. */
export async function inLanes<Item>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item) => Promise<void>,
  mayBegin: () => boolean,
): Promise<void> {
  let next = 0
  async function lane(): Promise<void> {
    while (next < items.length && mayBegin()) await work(items[next++]!)
  }
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane))
}
