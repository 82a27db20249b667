// Stays alive and does nothing.
setInterval(() => undefined, 1000)
