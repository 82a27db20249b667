// The face of the server layer: the reference server, the one listening socket.
export { combinedLine, commonLine, type AccessFacts } from './access-log.ts'
export {
  callableIn,
  defaultCallable,
  exportNames,
  parseApplicationName,
  type ApplicationName,
  type Callable,
} from './application-name.ts'
export { defaults, defaultTimeouts, type AccessLogOptions, type ServeOptions, type Timeouts } from './options.ts'
export { serve, type RunningServer } from './serve.ts'
