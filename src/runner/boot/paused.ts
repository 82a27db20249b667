// Asks V8's debugger where the main thread is. Knows nothing of why anyone asks.

import { Session } from 'node:inspector'
import type { Debugger } from 'node:inspector'

import type { SourceLocation } from '../../trace/index.ts'
import { pathOfUrl } from './stack.ts'

/**
 * A program that keeps settling promises is met between two of them, in Node's own code: the learner's is a few steps on.
 */
const mostSteps = 40

/** The learner's frame nearest to where the main thread is; undefined when nothing is heard of it for `limitMs`. */
export function pausedPlace(limitMs: number): Promise<SourceLocation | undefined> {
  return new Promise(resolve => {
    const session = new Session()
    const urls = new Map<string, string>()
    // From the last sign of the main thread: on a busy machine each step of it may take long.
    const timer = setTimeout(() => finish(undefined), limitMs)
    let steps = 0

    function finish(place: SourceLocation | undefined): void {
      clearTimeout(timer)
      // A paused thread would not even end on a signal it handles.
      session.post('Debugger.resume', () => session.disconnect())
      resolve(place)
    }

    session.connectToMainThread()
    session.on('Debugger.scriptParsed', message => {
      timer.refresh()
      urls.set(message.params.scriptId, message.params.url)
    })
    session.on('Debugger.paused', message => {
      timer.refresh()
      const place = placeOf(message.params.callFrames, urls)
      steps += 1
      if (place !== undefined || steps > mostSteps) finish(place)
      else session.post('Debugger.stepInto')
    })
    session.post('Debugger.enable')
    session.post('Debugger.pause')
  })
}

function placeOf(frames: readonly Debugger.CallFrame[], urls: ReadonlyMap<string, string>): SourceLocation | undefined {
  const places = frames.map(frame => locationOf(frame, urls)).filter(place => place !== undefined)
  return places.find(place => !place.path.includes('/node_modules/')) ?? places[0]
}

function locationOf(frame: Debugger.CallFrame, urls: ReadonlyMap<string, string>): SourceLocation | undefined {
  const path = pathOfUrl(frame.url === '' ? (urls.get(frame.location.scriptId) ?? '') : frame.url)
  if (path === undefined || path.endsWith('/boot.cjs')) return undefined
  return {
    path,
    line: frame.location.lineNumber + 1,
    column: (frame.location.columnNumber ?? 0) + 1,
    ...(frame.functionName === '' ? {} : { functionName: frame.functionName }),
  }
}
