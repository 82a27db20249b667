// The face of the repl layer: a typed line to an event; completion.
export {}
