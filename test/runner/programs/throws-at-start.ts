// Throws before it listens.
function start(port: number): never {
  throw new TypeError(`no server for port ${port > 0}`)
}

start(Number(process.env['PORT']))
