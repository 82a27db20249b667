// Ends the program and everything in its group, itself included. Asks nobody and tells nobody.

/** Taken before it is watched: what watches it would write to a pipe that may be gone. */
const kill = process.kill.bind(process)

export function endGroup(): void {
  try {
    kill(-process.pid, 'SIGKILL')
  } catch {
    // Windows has no groups.
    kill(process.pid, 'SIGKILL')
  }
}
