import root from '@opentelemetry/otlp-proto-exporter-base/build/src/generated/root.js'

export interface ReceivedSpan {
  /** service.name of the process. */
  service: string
  traceId: string
  spanId: string
  /** Empty: the trace begins here. */
  parentSpanId: string
  name: string
  attributes: Record<string, unknown>
}

/** What takes OTLP over HTTP: decodes the official protobuf, and keeps the spans. */
export function startCollector(): AsyncDisposable & { url: string; spans: ReceivedSpan[] } {
  const spans: ReceivedSpan[] = []
  const { ExportTraceServiceRequest } = (root as unknown as Official).opentelemetry.proto.collector.trace.v1
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    async fetch(request) {
      const { pathname } = new URL(request.url)
      if (pathname !== '/v1/traces' || request.headers.get('content-type') !== 'application/x-protobuf') {
        return new Response('not OTLP', { status: 400 })
      }
      const sent = await request.bytes()
      spans.push(...spansOf(ExportTraceServiceRequest.toObject(ExportTraceServiceRequest.decode(sent))))
      return new Response(null, { headers: { 'content-type': 'application/x-protobuf' } })
    },
  })
  return { url: `http://127.0.0.1:${server.port}`, spans, [Symbol.asyncDispose]: () => server.stop(true) }
}

/** Generated from the official .proto files; its declarations leave the content out. */
interface Official {
  opentelemetry: { proto: { collector: { trace: { v1: { ExportTraceServiceRequest: ExportType } } } } }
}
interface ExportType {
  decode(bytes: Uint8Array): unknown
  toObject(message: unknown): Export
}

interface Value {
  stringValue?: string
  intValue?: unknown
  doubleValue?: number
  arrayValue?: { values?: Value[] }
}
type Values = { key: string; value: Value }[]

interface Export {
  resourceSpans?: {
    resource: { attributes: Values }
    scopeSpans?: {
      spans?: { traceId: Uint8Array; spanId: Uint8Array; parentSpanId?: Uint8Array; name: string; attributes?: Values }[]
    }[]
  }[]
}

const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex')
const anyValue = ({ stringValue, intValue, doubleValue, arrayValue }: Value): unknown =>
  arrayValue ? (arrayValue.values ?? []).map(anyValue) : (stringValue ?? doubleValue ?? String(intValue))
const valuesOf = (values: Values = []) => Object.fromEntries(values.map(({ key, value }) => [key, anyValue(value)]))

const spansOf = ({ resourceSpans = [] }: Export): ReceivedSpan[] =>
  resourceSpans.flatMap(({ resource, scopeSpans = [] }) =>
    scopeSpans.flatMap(({ spans = [] }) =>
      spans.map(({ traceId, spanId, parentSpanId, name, attributes }) => ({
        service: String(valuesOf(resource.attributes)['service.name']),
        traceId: hex(traceId),
        spanId: hex(spanId),
        parentSpanId: hex(parentSpanId),
        name,
        attributes: valuesOf(attributes),
      })),
    ),
  )
