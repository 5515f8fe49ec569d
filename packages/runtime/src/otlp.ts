import {
  SpanKind as Kind,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  type SpanContext,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { Span, SpanKind, StartSpan } from './trace'

interface OtlpOptions {
  service: string
  /** Base URL of the collector; spans go to `/v1/traces` below it. */
  endpoint: string
  /** Share of the traces that begin in this process. */
  ratio: number
  /** Whether callers decide that their traces are sampled. Clients from outside do not: they would fill the collector. */
  trustsCallers: boolean
}

/** Spans are sent in batches, at most this long after their end. */
const DELAY_MS = 1_000
/** Time limit of one export. Spans that an unavailable collector does not take in this time are dropped. */
const EXPORT_MS_MAX = 2_000

/** The OpenTelemetry SDK, loaded only where a collector is configured. */
export function otlpTracer({ service, endpoint, ratio, trustsCallers }: OtlpOptions): {
  start: StartSpan
  flush(): Promise<void>
} {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces`, timeoutMillis: EXPORT_MS_MAX })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'collabry' }),
    sampler: new ParentBasedSampler({
      root: new TraceIdRatioBasedSampler(ratio),
      ...(!trustsCallers && { remoteParentSampled: randomSampler(ratio) }),
    }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: DELAY_MS, exportTimeoutMillis: EXPORT_MS_MAX })],
  })
  const tracer = provider.getTracer('collabry')
  const contexts = new WeakMap<Span, SpanContext>()
  const contextOf = (parent: Span | string | undefined) =>
    typeof parent === 'string' ? parse(parent) : parent && contexts.get(parent)
  const start: StartSpan = (name, kind, parent) => {
    const outer = contextOf(parent)
    const span = tracer.startSpan(name, { kind: kinds[kind] }, outer ? trace.setSpanContext(ROOT_CONTEXT, outer) : ROOT_CONTEXT)
    const made = spanOf(span)
    contexts.set(made, span.spanContext())
    return made
  }
  const flush = () => Promise.race([provider.shutdown().catch(() => undefined), Bun.sleep(EXPORT_MS_MAX)])
  return { start, flush }
}

/** Decides by chance and not by the trace id, which a client chooses. */
const randomSampler = (ratio: number): Sampler => ({
  shouldSample: () => ({
    decision: Math.random() < ratio ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD,
  }),
  toString: () => `RandomSampler{${ratio}}`,
})

const kinds: Record<SpanKind, Kind> = { server: Kind.SERVER, client: Kind.CLIENT, internal: Kind.INTERNAL }

function spanOf(span: OtelSpan): Span {
  const { traceId, spanId, traceFlags } = span.spanContext()
  let ended = false
  return {
    traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
    set: (attributes) => void span.setAttributes(attributes),
    rename: (name) => void span.updateName(name),
    end(failure) {
      if (ended) return
      ended = true
      if (failure !== undefined) span.setAttribute('error.type', failure).setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    },
  }
}

/** Undefined unless the text is a W3C traceparent. */
function parse(traceparent: string): SpanContext | undefined {
  const found = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent)
  if (!found) return undefined
  const [, traceId = '', spanId = '', flags = ''] = found
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true }
}
