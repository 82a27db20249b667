import { requestUrl, serve, validate } from 'tsgi-learn/tsgi'

const application = validate((environ, startResponse) => {
  startResponse('200 OK', [['Content-Type', 'text/plain']])
  return [new TextEncoder().encode(`${requestUrl(environ)}\n`)]
})

const server = await serve(application, { port: 8000 })
console.log(server.url)
process.once('SIGTERM', () => void server.close())
