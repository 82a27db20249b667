import type { Application } from 'tsgi-learn/tsgi'

const encode = (text: string) => new TextEncoder().encode(text)

export const reportOf = (rows: AsyncIterable<string>): Application =>
  async function* (environ, startResponse) {
    startResponse('200 OK', [['Content-Type', 'text/csv']])
    try {
      for await (const row of rows) yield encode(row)
    } catch (error) {
      startResponse('503 Service Unavailable', [['Content-Type', 'text/plain']], error as Error)
      yield encode('Try again later.\n')
    }
  }
