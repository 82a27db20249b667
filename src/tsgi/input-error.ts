// What a read of the request body rejects with when the body cannot be had.

/** The body is malformed or cut off, or the response is over. Whoever lets it through answers with its status. */
export class InputError extends Error {
  override readonly name = 'InputError'
  /** What a server answers when nothing was sent yet: 400, 413. */
  readonly status: number

  constructor(message: string, status: number, cause?: Error) {
    super(message, cause === undefined ? undefined : { cause })
    this.status = status
  }
}
