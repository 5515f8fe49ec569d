/**
 * Waits for the first item of a generator and gives the whole generator back, so that a failure before the first item
 * can be handled by other means than one in the middle. The source is closed when the result is, even if nothing was read.
 */
export async function peekFirst<T>(source: AsyncGenerator<T>): Promise<AsyncGenerator<T>> {
  let first: IteratorResult<T> | undefined = await source.next()
  const items: AsyncGenerator<T> = {
    async next() {
      const item = first
      first = undefined
      return item ?? source.next()
    },
    return(value) {
      first = undefined
      return source.return(value)
    },
    throw(error) {
      first = undefined
      return source.throw(error)
    },
    [Symbol.asyncIterator]: () => items,
    [Symbol.asyncDispose]: async () => void (await items.return(undefined)),
  }
  return items
}
