// tsgi.signal, which hardly any request looks at. A real AbortSignal takes six microseconds to make, a third of what a small
// request takes as a whole, so there is one only once somebody looks.

/** The server's side: makes the signal that the application gets, and fires it. */
export class ClientSignal {
  private controller: AbortController | undefined
  private reason: Error | undefined

  /** The application's side. Everything that is asked of it is asked of a real signal: `instanceof` and `AbortSignal.any` hold. */
  static view(source: ClientSignal): AbortSignal {
    return new Proxy(source, handler) as unknown as AbortSignal
  }

  fire(reason: Error): void {
    this.reason = reason
    this.controller?.abort(reason)
  }

  real(): AbortSignal {
    if (this.controller === undefined) {
      this.controller = new AbortController()
      if (this.reason !== undefined) this.controller.abort(this.reason)
    }
    return this.controller.signal
  }

  /** For `console.log`, which looks behind a proxy. */
  [Symbol.for('nodejs.util.inspect.custom')](): AbortSignal {
    return this.real()
  }
}

const handler: ProxyHandler<ClientSignal> = {
  get: (source, key) => {
    const real = source.real()
    return Reflect.get(real, key, real)
  },
  set: (source, key, value) => {
    const real = source.real()
    return Reflect.set(real, key, value, real)
  },
  has: (source, key) => Reflect.has(source.real(), key),
  getPrototypeOf: () => AbortSignal.prototype,
}
