/** A generator whose first item is known already; reading it still gives that item first. */
export type Peeked<T> = AsyncGenerator<T> & { readonly first: IteratorResult<T> }

/**
 * Waits for the first item of a generator and gives the whole generator back, so that a failure before the first item
 * can be handled by other means than one in the middle. The source is closed when the result is, even if nothing was read.
 */
export async function peekFirst<T>(source: AsyncGenerator<T>): Promise<Peeked<T>> {
  const first = await source.next()
  let unread: IteratorResult<T> | undefined = first
  const items: Peeked<T> = {
    first,
    next() {
      if (unread === undefined) return source.next()
      const item = unread
      unread = undefined
      return Promise.resolve(item)
    },
    return(value) {
      unread = undefined
      return source.return(value)
    },
    throw(error) {
      unread = undefined
      return source.throw(error)
    },
    [Symbol.asyncIterator]: () => items,
    [Symbol.asyncDispose]: async () => void (await items.return(undefined)),
  }
  return items
}
