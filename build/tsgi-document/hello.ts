import type { Application } from 'tsgi-learn/tsgi'

const encoder = new TextEncoder()

export const app: Application = async (environ, startResponse) => {
  const body = await environ['tsgi.input'].read()
  const line = `${environ.REQUEST_METHOD} ${environ.PATH_INFO} with ${body.length} bytes\n`
  startResponse('200 OK', [['Content-Type', 'text/plain']])
  return [encoder.encode(line)]
}
