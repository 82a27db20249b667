// What programs import as `tsgi-learn/tsgi`: the reference server, the validator and the helpers of the contract, and no more
// than can be promised. Names are added here on purpose; what a layer shows to the others is wider.

export {
  ClientLeft,
  ContractError,
  InputError,
  latin1ToUtf8,
  parseForm,
  readForm,
  requestUrl,
  rules,
  toApplication,
  validate,
  type AnyApplication,
  type Application,
  type ApplicationClass,
  type ApplicationObject,
  type Body,
  type Culprit,
  type Environ,
  type ErrorLog,
  type HeaderList,
  type Input,
  type Rule,
  type RuleId,
  type Severity,
  type StartResponse,
  type ValidatedApplication,
  type ValidateOptions,
  type Write,
} from '../tsgi/index.ts'
export type { AccessFacts } from './access-log.ts'
export {
  callableIn,
  exportNames,
  parseApplicationName,
  type ApplicationName,
  type Callable,
} from './application-name.ts'
export { defaults, defaultTimeouts, type AccessLogOptions, type ServeOptions, type Timeouts } from './options.ts'
export { serve, type RunningServer } from './serve.ts'
