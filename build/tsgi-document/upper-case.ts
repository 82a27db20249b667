import type { Application } from 'tsgi-learn/tsgi'

/** The same application, its bodies in capitals: as long as before, so that a Content-Length still holds. */
export const upperCase =
  (application: Application): Application =>
  async (environ, startResponse) => {
    const body = await application(environ, startResponse)
    return {
      async *[Symbol.asyncIterator]() {
        for await (const chunk of body) yield chunk.map(byte => (byte >= 97 && byte <= 122 ? byte - 32 : byte))
      },
      close: () => body.close?.(),
    }
  }
