// Ends without a word.
export const done: boolean = true
