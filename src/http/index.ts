// The face of the http layer: HTTP/1.1 without IO, both roles. Bytes in, events out; facts in, bytes out.
export * from './chunk.ts'
export type * from './events.ts'
export * from './field-name.ts'
export type * from './head.ts'
export * from './http-error.ts'
export * from './join.ts'
export * from './latin1.ts'
export * from './limits.ts'
export * from './octets.ts'
export * from './refusals.ts'
export * from './request-head.ts'
export * from './response-framing.ts'
export * from './response-head.ts'
export * from './status.ts'
// On their way, with these signatures:
//   createRequestReader(handler: RequestHandler, options?: ReaderOptions): RequestReader
//   createResponseReader(handler: ResponseHandler, options?: ReaderOptions): ResponseReader
//   parseContentLength(value: string): number | undefined; isFieldValue(text: string): boolean
