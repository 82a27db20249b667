// The face of the http layer: HTTP/1.1 without IO. Bytes in, events out; the protocol core arrives with the reference server.
export * from './join.ts'
export * from './latin1.ts'
export * from './octets.ts'
