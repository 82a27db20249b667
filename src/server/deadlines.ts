// One timer for all connections: each has the time of its next deadline, and all are looked at twice a second.
//
// A timer for each connection that is set anew at every request costs a tenth of the throughput.

export type HasDeadline = {
  /** In the time of `Deadlines.now`; Infinity for none. */
  deadline: number
  onDeadline(): void
}

/** How late a deadline may be noticed. */
export const sweepMs = 500

export class Deadlines {
  private readonly members = new Set<HasDeadline>()
  private readonly everyMs: number
  private timer: NodeJS.Timeout | undefined
  /** Milliseconds that were counted, not read off a clock: while the event loop is blocked, nobody is late. */
  now = 0

  constructor(everyMs: number = sweepMs) {
    this.everyMs = everyMs
  }

  add(member: HasDeadline): void {
    this.members.add(member)
    // It keeps no process alive: connections do.
    this.timer ??= setInterval(() => this.sweep(), this.everyMs).unref()
  }

  delete(member: HasDeadline): void {
    this.members.delete(member)
    if (this.members.size > 0) return
    clearInterval(this.timer)
    this.timer = undefined
  }

  private sweep(): void {
    this.now += this.everyMs
    for (const member of this.members) if (member.deadline <= this.now) member.onDeadline()
  }
}
