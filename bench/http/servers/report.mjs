// What a server of the benchmark tells the one who runs it: its port, and on request what it has used.

/** Tells where the server listens, and answers questions from then on. */
export const report = port => {
  process.on('message', ({ collects }) => {
    if (collects) globalThis.gc()
    const { user, system } = process.cpuUsage()
    const { rss, heapUsed, external } = process.memoryUsage()
    process.send({ cpuMicroseconds: user + system, rss, heapBytes: heapUsed + external })
  })
  process.on('disconnect', () => process.exit())
  process.send({ port })
}
