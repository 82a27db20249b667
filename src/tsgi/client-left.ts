// What write() rejects with once nobody is there to read.

/** The client left before the response was complete. */
export class ClientLeft extends Error {
  override readonly name = 'ClientLeft'

  constructor() {
    super('the client left before the response was complete')
  }
}

/** A promise that rejects with it. An application that does not wait for it is not ended by that. */
export function rejectedByLeaving(): Promise<never> {
  const rejected = Promise.reject(new ClientLeft())
  rejected.catch(() => undefined)
  return rejected
}
