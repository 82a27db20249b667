// Why reading a request's body failed: its client was too slow.

export class RequestTimeout extends Error {
  override readonly name = 'RequestTimeout'
  readonly status = 408

  constructor() {
    super('the body of the request took too long')
  }
}
