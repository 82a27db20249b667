// The types of TSGI 1.0: what a server and an application may expect of each other, and nothing else. Learners have the same
// lines in template/tsgi.d.ts; a test compares the two.

/**
 * A web application. The server calls it once for each request.
 *
 * It says what the status and the headers are by calling `startResponse`, and gives the body as pieces of bytes.
 * It may be async.
 */
export type Application = (environ: Environ, startResponse: StartResponse) => Body | Promise<Body>

/** The other two shapes an application may have: an object with `handle`, and a class whose instances are the body. */
export interface ApplicationObject {
  handle(environ: Environ, startResponse: StartResponse): Body | Promise<Body>
}
export type ApplicationClass = new (environ: Environ, startResponse: StartResponse) => Body

/**
 * The body of a response: pieces of bytes, each sent before the next is asked for. An array will do; so will a
 * generator. Text has to be encoded first: `[new TextEncoder().encode('hello')]`. A `Uint8Array` alone is not a body;
 * wrap it in an array.
 *
 * When it has `close`, the server calls it once at the end, whatever happened: end, error, or the client leaving.
 */
export type Body = (Iterable<Uint8Array> | AsyncIterable<Uint8Array>) & { close?(): void | Promise<void> }

/**
 * Says what the status and the headers are. Nothing is sent until the first piece of the body that is not empty, or
 * its end.
 *
 * A second call is an error, unless it is given the `error` that made it necessary: then it replaces status and
 * headers if they have not been sent yet, and throws that error if they have.
 *
 * @param status  three digits, a space and a reason: `'200 OK'`
 * @param headers name and value of each, in order, repeats kept: `[['Content-Type', 'text/plain']]`
 * @returns `write`, the old way to send a body: it sends before the pieces that the application returns
 */
export type StartResponse = (status: string, headers: HeaderList, error?: Error) => Write
export type HeaderList = readonly (readonly [name: string, value: string])[]

/** Sends bytes; the promise waits until the client can take more. */
export type Write = (bytes: Uint8Array) => Promise<void>

/** What the server knows of a request: a plain object, made fresh for each one, that the application may change. */
export interface Environ {
  /** `GET`, `POST`, ...: as the client wrote it. */
  REQUEST_METHOD: string
  /** Where the application is mounted; `''` at the root. */
  SCRIPT_NAME: string
  /** The path below SCRIPT_NAME, percent-decoded to bytes, one character for each byte. Never the query. */
  PATH_INFO: string
  /** What follows the first `?`, not decoded; `''` when there is none. */
  QUERY_STRING: string
  /** From the header of that name; absent when there is none. */
  CONTENT_TYPE?: string
  CONTENT_LENGTH?: string
  SERVER_NAME: string
  SERVER_PORT: string
  /** The version the client sent: `HTTP/1.1`. */
  SERVER_PROTOCOL: string
  /** The request target as it came, nothing decoded. */
  REQUEST_URI: string
  /** The client's end of the connection. */
  REMOTE_ADDR: string
  REMOTE_PORT: string
  /** `[1, 0]` */
  'tsgi.version': readonly [major: number, minor: number]
  'tsgi.url_scheme': 'http' | 'https'
  /** The body of the request. */
  'tsgi.input': Input
  /** The server's error log. */
  'tsgi.errors': ErrorLog
  /** Whether another thread may call the application at the same time. */
  'tsgi.multithread': boolean
  /** Whether another process may. */
  'tsgi.multiprocess': boolean
  /** Whether the application is called only once in the life of its process. */
  'tsgi.run_once': boolean
  /** `true`: requests overlap at every await. */
  'tsgi.nonblocking': boolean
  /** `true`: the input ends by itself, whether its length was announced or not. */
  'tsgi.input_terminated': boolean
  /** Fires only when the client leaves before the response is complete. */
  'tsgi.signal': AbortSignal
  /**
   * Every other header: upper case, `-` becomes `_`, `HTTP_` in front. Repeated ones are joined with `', '`, Cookie
   * with `'; '`.
   */
  [header: `HTTP_${string}`]: string | undefined
  /** What a server, middleware or whoever deploys it adds. */
  [extra: string]: unknown
}

/** Exactly the body of the request, never a byte past it, chunked or not. */
export interface Input extends AsyncIterable<Uint8Array> {
  /** `size` bytes unless the end comes first; all that is left without a size; empty at the end, for ever. */
  read(size?: number): Promise<Uint8Array>
  /** Up to and with the next line feed. */
  readLine(size?: number): Promise<Uint8Array>
  /** The lines that are left; stops after about `hint` bytes. */
  readLines(hint?: number): Promise<Uint8Array[]>
}

export interface ErrorLog {
  write(text: string): void
  writeLines(lines: Iterable<string>): void
  flush(): void
}
