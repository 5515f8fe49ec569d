import { expect, test } from 'bun:test'
import { Histogram, Registry } from 'prom-client'
import { Distribution } from './metrics'

test('a distribution is shown as prom-client shows a histogram', async () => {
  const buckets = [0.001, 0.5, 1, 2]
  const labelled = { name: 'seconds', help: 'Time', labelNames: ['method', 'code'] as const, buckets }
  const plain = { name: 'ratio', help: 'A \\ ratio', buckets }
  const shown = async (kind: typeof Distribution | typeof Histogram) => {
    const registry = new Registry()
    registry.setDefaultLabels({ service: 'x' })
    const seconds = new kind({ ...labelled, buckets: [...buckets], labelNames: [...labelled.labelNames], registers: [registry] })
    const ratio = new kind<never>({ ...plain, buckets: [...buckets], registers: [registry] })
    const empty = await registry.metrics()
    for (const value of [0, 0.001, 0.7, 2, 2.5]) {
      seconds.observe({ method: '/a"\n.B/C', code: 'ok' }, value)
      seconds.observe({ code: 'timeout', method: 'D' }, value / 4)
      ratio.observe({}, value)
    }
    seconds.observe({ method: '/a"\n.B/C', code: 'ok' }, 0.25)
    const json = await registry.getMetricsAsJSON()
    return { empty, text: sorted(await registry.metrics()), names: json.map(({ name, type }) => [name, String(type)]) }
  }
  // The order of labels means nothing.
  const sorted = (text: string) => text.replace(/\{(.*)\}/g, (_, labels: string) => `{${labels.split(',').sort().join(',')}}`)

  const own = await shown(Distribution)
  expect(own).toEqual(await shown(Histogram))
  expect(own.text).toContain('seconds_bucket{code="ok",le="1",')
})
