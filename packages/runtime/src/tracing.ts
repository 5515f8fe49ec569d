import { setTracer } from './trace'

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
