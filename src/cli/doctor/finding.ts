// What a probe found: fine, worth knowing, or in the way; with the next step where there is one.

export type Finding = {
  /** `Node`, `port 8888`. */
  readonly about: string
  readonly state: 'fine' | 'note' | 'problem'
  readonly what: string
  readonly next?: string
}

export const fine = (about: string, what: string): Finding => ({ about, state: 'fine', what })
export const note = (about: string, what: string, next: string): Finding => ({ about, state: 'note', what, next })
export const problem = (about: string, what: string, next: string): Finding => ({ about, state: 'problem', what, next })
