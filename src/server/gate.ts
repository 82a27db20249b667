// Lets so many in at once; the others wait in the order they came.

export type Waiting = { admitted(): void }

export class Gate {
  private readonly room: number
  private readonly waiting = new Set<Waiting>()
  private inside = 0

  constructor(room: number) {
    this.room = room
  }

  /** True when there is room; otherwise `admitted` is called when there is. */
  enter(one: Waiting): boolean {
    if (this.inside < this.room) {
      this.inside += 1
      return true
    }
    this.waiting.add(one)
    return false
  }

  /** One that was let in goes. */
  leave(): void {
    // Asked first: an iterator for each request would cost something, and hardly ever does anybody wait.
    if (this.waiting.size === 0) return void this.inside--
    const [next] = this.waiting
    // Its place goes to the next: nobody who comes now is first.
    this.waiting.delete(next!)
    next!.admitted()
  }

  /** One that waits does so no longer. */
  giveUp(one: Waiting): void {
    this.waiting.delete(one)
  }
}
