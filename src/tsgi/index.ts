// The face of the tsgi layer: the gateway contract: types, environ, respond, rules as data, validate.
export type * from './contract.ts'
export * from './environ-from.ts'
export type * from './input-source.ts'
export type * from './sink.ts'
// On their way, with these signatures:
//   toApplication(given: unknown): Application
//   emptyInput: Input                                    (for requests without a body: one for all)
//   createInput(hooks: InputHooks, highWaterBytes?: number): InputSource
//   class InputError extends Error { status: number, cause: Error }
//   respond(application: Application, environ: Environ, sink: ResponseSink): PendingResponse | undefined
//       undefined: all of it has happened, the sink has been told everything. Never throws.
//   class ContractError extends Error { rule: RuleId, culprit: 'application' | 'server', value: unknown }
//   rules; validate(application, options?): Application; requestUrl(environ): string; latin1ToUtf8(text): string
