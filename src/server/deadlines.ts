// One clock for all connections: each has the time of its next deadline, and all are looked at twice a second.
//
// A timer for each connection that is set anew at every request costs a tenth of the throughput.

export type HasDeadline = {
  /** Milliseconds of the clock; Infinity for none. */
  deadline: number
  onDeadline(): void
}

/** How late a deadline may be noticed. */
export const sweepMs = 500

export class Deadlines {
  private readonly members = new Set<HasDeadline>()
  private readonly clock: () => number
  private readonly everyMs: number
  private timer: NodeJS.Timeout | undefined
  /** The time of the last look at the clock: near enough for setting a deadline, and free. */
  now: number

  constructor(clock: () => number = () => performance.now(), everyMs: number = sweepMs) {
    this.clock = clock
    this.everyMs = everyMs
    this.now = clock()
  }

  add(member: HasDeadline): void {
    this.members.add(member)
    if (this.timer !== undefined) return
    this.now = this.clock()
    // It keeps no process alive: connections do.
    this.timer = setInterval(() => this.sweep(), this.everyMs).unref()
  }

  delete(member: HasDeadline): void {
    this.members.delete(member)
    if (this.members.size > 0) return
    clearInterval(this.timer)
    this.timer = undefined
  }

  private sweep(): void {
    this.now = this.clock()
    for (const member of this.members) if (member.deadline <= this.now) member.onDeadline()
  }
}
