/** A generator whose first item is known already; reading it still gives that item first. */
export type Peeked<T> = AsyncGenerator<T> & { readonly first: IteratorResult<T> }

/**
 * Waits for the first item of a generator and gives the whole generator back, so that a failure before the first item
 * can be handled by other means than one in the middle. The source is closed when the result is, even if nothing was read.
 */
export async function peekFirst<T>(source: AsyncGenerator<T>): Promise<Peeked<T>> {
  return new PeekedGenerator(source, await source.next())
}

/** A class, because each running answer holds several. */
class PeekedGenerator<T> implements Peeked<T> {
  #unread: IteratorResult<T> | undefined

  constructor(
    private readonly source: AsyncGenerator<T>,
    readonly first: IteratorResult<T>,
  ) {
    this.#unread = first
  }

  next(): Promise<IteratorResult<T>> {
    if (this.#unread === undefined) return this.source.next()
    const item = this.#unread
    this.#unread = undefined
    return Promise.resolve(item)
  }

  return(value: unknown): Promise<IteratorResult<T>> {
    this.#unread = undefined
    return this.source.return(value)
  }

  throw(error: unknown): Promise<IteratorResult<T>> {
    this.#unread = undefined
    return this.source.throw(error)
  }

  [Symbol.asyncIterator]() {
    return this
  }

  async [Symbol.asyncDispose]() {
    await this.return(undefined)
  }
}

/**
 * A generator that its first read opens. Its items come straight from the opened one: `yield*` in an async generator costs each
 * item three turns of the queue of promises.
 */
export function openedByRead<T>(open: () => Promise<AsyncGenerator<T>>): AsyncGenerator<T> {
  return new OpenedByRead(open)
}

class OpenedByRead<T> implements AsyncGenerator<T> {
  #source: AsyncGenerator<T> | undefined
  #opening: Promise<AsyncGenerator<T> | undefined> | undefined

  constructor(private readonly open: () => Promise<AsyncGenerator<T>>) {}

  next(): Promise<IteratorResult<T>> {
    return this.#source?.next() ?? this.#opened().then((source) => source?.next() ?? OVER)
  }

  async return(value: unknown): Promise<IteratorResult<T>> {
    const source = await this.#openOrNever()
    return source?.return(value) ?? { done: true, value }
  }

  async throw(error: unknown): Promise<IteratorResult<T>> {
    const source = await this.#openOrNever()
    if (source) return source.throw(error)
    throw error
  }

  [Symbol.asyncIterator]() {
    return this
  }

  async [Symbol.asyncDispose]() {
    await this.return(undefined)
  }

  #opened(): Promise<AsyncGenerator<T> | undefined> {
    this.#opening ??= this.open().then(
      (source) => {
        this.#source = source
        return source
      },
      (error: unknown) => {
        this.#opening = Promise.resolve(undefined)
        throw error
      },
    )
    return this.#opening
  }

  /** The opened generator; one that was not opened never is. */
  #openOrNever(): Promise<AsyncGenerator<T> | undefined> {
    this.#opening ??= Promise.resolve(undefined)
    return this.#opening.catch(() => undefined)
  }
}

const OVER = { done: true, value: undefined } as const
