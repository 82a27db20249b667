// The face of the server layer: the reference server, the one listening socket.
export {}
