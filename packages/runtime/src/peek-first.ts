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
