import { AsyncLocalStorage } from 'node:async_hooks'

/** W3C trace context: the name of the HTTP header and of the gRPC metadata key. */
export const TRACEPARENT = 'traceparent'

export type SpanKind = 'server' | 'client' | 'internal'
type SpanAttributes = Record<string, string | number | string[]>

/** One step of a request. Attributes are names and numbers, never text of a user. */
export interface Span {
  /** Identifies this span to the next process. */
  traceparent: string
  set(attributes: SpanAttributes): void
  rename(name: string): void
  /** `failure` is the code of an error. Only the first call counts. */
  end(failure?: string): void
}

/** Makes spans; `parent` is a span of this process, or the traceparent of another process. */
export type StartSpan = (name: string, kind: SpanKind, parent: Span | string | undefined) => Span

let tracer: StartSpan | undefined
/** Holds the parent of new spans and nothing else; the user is an explicit argument everywhere. */
const active = new AsyncLocalStorage<Span>()

/** Turns tracing on, or off with undefined. While it is off, each function here costs the test of one variable. */
function setTracer(start: StartSpan | undefined): void {
  tracer = start
}

/** Undefined while tracing is off. `parent` is a traceparent from outside; default: the active span. */
export const startSpan = (name: string, kind: SpanKind, parent?: string): Span | undefined =>
  tracer?.(name, kind, parent ?? active.getStore())

/** The span that the running code is a part of. */
export const activeSpan = (): Span | undefined => tracer && active.getStore()

/** Runs the work, and everything it awaits, as a part of the span. */
export const runInSpan = <Result>(span: Span | undefined, work: () => Result): Result => (span ? active.run(span, work) : work())

/** The same items; each step of the source runs as a part of the span, whatever span the reader is in. */
export function iterateInSpan<Item>(span: Span | undefined, items: AsyncIterable<Item>): AsyncIterable<Item> {
  if (!span) return items
  const iterator = items[Symbol.asyncIterator]()
  const { return: close } = iterator
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => active.run(span, () => iterator.next()),
      ...(close && { return: (value?: unknown) => active.run(span, () => close.call(iterator, value)) }),
    }),
  }
}

/** The same as iterateInSpan, for callers that need a generator. */
export const generatorInSpan = <Item>(span: Span | undefined, items: AsyncGenerator<Item>): AsyncGenerator<Item> =>
  span ? relay(iterateInSpan(span, items)) : items

async function* relay<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  yield* items
}

interface TracingSettings {
  otelExporterOtlpEndpoint?: string
  otelTracesSamplerArg: number
}

/**
 * Sends the spans of this process to the configured collector; disposing sends the rest. Without a collector nothing is loaded.
 * `trustsCallers` is false where clients from outside call.
 */
export async function startTracing(
  service: string,
  { otelExporterOtlpEndpoint: endpoint, otelTracesSamplerArg: ratio }: TracingSettings,
  { trustsCallers = true }: { trustsCallers?: boolean } = {},
): Promise<AsyncDisposable> {
  if (endpoint === undefined) return { [Symbol.asyncDispose]: async () => undefined }
  const { otlpTracer } = await import('./otlp')
  const { start, flush } = otlpTracer({ service, endpoint, ratio, trustsCallers })
  setTracer(start)
  return {
    async [Symbol.asyncDispose]() {
      setTracer(undefined)
      await flush()
    },
  }
}
