// The face of the server layer: the reference server, the one listening socket.
export { combinedLine, commonLine, type AccessFacts } from './access-log.ts'
export { defaults, defaultTimeouts, type AccessLogOptions, type ServeOptions, type Timeouts } from './options.ts'
export { serve, type RunningServer } from './serve.ts'
