// What whoever typed the command can put right: exit code 2. Says what is wrong, and what to type instead.

export class UsageError extends Error {
  override readonly name = 'UsageError'
  /** What to type instead, or where to read more; printed on a line of its own. */
  readonly next: string | undefined

  constructor(message: string, next?: string) {
    super(message)
    this.next = next
  }
}
