// The face of the adapters layer: bridges between TSGI and node:http, fetch and WSGI.
export {}
