// The face of the tsgi layer: the gateway contract: types, environ, respond, rules as data, validate.
export {}
