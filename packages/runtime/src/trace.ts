import { AsyncLocalStorage } from 'node:async_hooks'

/** W3C trace context: the header, and the metadata key. */
export const TRACEPARENT = 'traceparent'

export type SpanKind = 'server' | 'client' | 'internal'
export type SpanAttributes = Record<string, string | number>

/** One step of a request. Attributes are names and numbers, never what a user wrote. */
export interface Span {
  /** Names it to the next process. */
  traceparent: string
  set(attributes: SpanAttributes): void
  rename(name: string): void
  /** Once; `failure` is the code of an error. What comes later is not heard. */
  end(failure?: string): void
}

/** Makes spans; `parent` is one of this process, or the traceparent of another. */
export type StartSpan = (name: string, kind: SpanKind, parent: Span | string | undefined) => Span

let tracer: StartSpan | undefined
/** Only where a span belongs: who the user is, is an argument everywhere. */
const active = new AsyncLocalStorage<Span>()

/** From now on spans are made; until then everything here is the test of one variable. */
export function setTracer(start: StartSpan | undefined): void {
  tracer = start
}

/** Undefined while tracing is off. `parent`: a traceparent from outside; left out, the span that is active here. */
export const startSpan = (name: string, kind: SpanKind, parent?: string): Span | undefined =>
  tracer?.(name, kind, parent ?? active.getStore())

/** The span that this is a part of. */
export const activeSpan = (): Span | undefined => tracer && active.getStore()

/** Runs the work, and all that it awaits, as a part of the span. */
export const within = <Result>(span: Span | undefined, work: () => Result): Result => (span ? active.run(span, work) : work())

/** The same generator, each of whose steps runs as a part of the span, whoever asks for it. */
export function stepsWithin<Item>(span: Span | undefined, items: AsyncIterable<Item>): AsyncIterable<Item> {
  if (!span) return items
  const iterator = items[Symbol.asyncIterator]()
  const { return: leave } = iterator
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => active.run(span, () => iterator.next()),
      ...(leave && { return: (value?: unknown) => active.run(span, () => leave.call(iterator, value)) }),
    }),
  }
}

/** The same for what must stay a generator. */
export const generatorWithin = <Item>(span: Span | undefined, items: AsyncGenerator<Item>): AsyncGenerator<Item> =>
  span ? relay(stepsWithin(span, items)) : items

async function* relay<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  yield* items
}
