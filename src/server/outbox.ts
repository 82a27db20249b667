// Answers that are complete, waiting for those of other connections: written one after another, at the end of a turn of the
// event loop. A client that sleeps is woken by each write; written together, most of them find it awake.

export type Sender = { sendWaiting(): void }

/** So many wait at most. */
const mostWaiting = 64
/** An answer that has waited so long goes out with the next that is complete, however slow the application is. */
const longestMs = 0.5

export class Outbox {
  private waiting: Sender[] = []
  /** When the first of them came. */
  private since = 0
  private isScheduled = false

  /** `sendWaiting` is called in this turn of the event loop, after what has come in by now has been looked at. */
  add(sender: Sender): void {
    const count = this.waiting.push(sender)
    if (count === 1) this.begin()
    else if (count === mostWaiting || performance.now() - this.since > longestMs) this.sendAll()
  }

  private begin(): void {
    this.since = performance.now()
    if (this.isScheduled) return
    this.isScheduled = true
    setImmediate(() => {
      this.isScheduled = false
      this.sendAll()
    })
  }

  private sendAll(): void {
    const { waiting } = this
    this.waiting = []
    for (let at = 0; at < waiting.length; at++) waiting[at]!.sendWaiting()
  }
}
