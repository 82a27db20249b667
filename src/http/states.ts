// The states of a reader and what leads from one to another, as data.

/** Events by state. What is not here cannot happen, but for an error, which leads from everywhere to `refused`. */
export const transitions = {
  /** Before or within a request line or a status line. */
  'start-line': { line: 'field-line', 'peer-end': 'closed' },
  /** Before or within a field line of the head, or its blank line. */
  'field-line': {
    interim: 'start-line',
    'no-body': 'complete',
    length: 'sized-body',
    chunked: 'chunk-size',
    'until-close': 'unsized-body',
  },
  'sized-body': { end: 'complete' },
  'chunk-size': { chunk: 'chunk-data', 'last-chunk': 'trailer-line' },
  'chunk-data': { end: 'chunk-end' },
  /** Before or within the line end after the data of a chunk. */
  'chunk-end': { 'line-end': 'chunk-size' },
  'trailer-line': { 'blank-line': 'complete' },
  'unsized-body': { 'peer-end': 'complete' },
  /** All of a message has been read, and not yet told. */
  complete: { keep: 'start-line', close: 'closed', 'hand-over': 'handed-over' },
  /** What comes is no HTTP, and is kept for who takes the connection over. */
  'handed-over': { detach: 'detached' },
  detached: {},
  closed: {},
  refused: {},
} as const satisfies Record<string, Readonly<Record<string, string>>>

export type State = keyof typeof transitions

/** What may come after a message. */
export type Afterwards = keyof (typeof transitions)['complete']

/** States in which bytes are of no interest any more. */
export const isOver = (state: State): boolean => state === 'closed' || state === 'refused' || state === 'detached'
