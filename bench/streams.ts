import { type Ask, send } from './arm'
import { percentile } from './table'

export interface Paced {
  /** Streams that had every delta in order, and no gap over GAP_MS_MAX. */
  onPace: number
  firstMs: number
  gapP50Ms: number
  gapP99Ms: number
  errors: number
}

/** How streams begin: spread, as people do, or all at once. */
export interface Load {
  count: number
  /** Numbered deltas of each stream. */
  deltas: number
  /** Time between two deltas. */
  deltaMs: number
  beginMs: number
}

const GAP_MS_MAX = 200
/** Streams that end so much later than the model's deltas have not ended well. */
const LATE_MS_MAX = 30_000

/** `count` streams together. */
export async function paced(ask: Ask, { count, deltas, deltaMs, beginMs }: Load): Promise<Paced> {
  const signal = AbortSignal.timeout(beginMs + deltas * deltaMs + LATE_MS_MAX)
  const streams = await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      await Bun.sleep((n / count) * beginMs)
      return readStream(ask, deltas, signal)
    }),
  )
  return {
    onPace: streams.filter(({ whole, gapMs }) => whole && gapMs <= GAP_MS_MAX).length,
    firstMs: percentile(
      streams.map(({ firstMs }) => firstMs),
      0.5,
    ),
    gapP50Ms: percentile(
      streams.map(({ gapMs }) => gapMs),
      0.5,
    ),
    gapP99Ms: percentile(
      streams.map(({ gapMs }) => gapMs),
      0.99,
    ),
    errors: streams.filter(({ whole }) => !whole).length,
  }
}

async function readStream(ask: Ask, deltas: number, signal: AbortSignal) {
  const begunMs = performance.now()
  let lastMs = begunMs
  let firstMs = 0
  let gapMs = 0
  let text = ''
  try {
    const { body } = await send(ask, signal)
    const decoder = new TextDecoder()
    for await (const chunk of body ?? []) {
      const nowMs = performance.now()
      if (firstMs === 0) firstMs = nowMs - begunMs
      else gapMs = Math.max(gapMs, nowMs - lastMs)
      lastMs = nowMs
      text += decoder.decode(chunk, { stream: true })
    }
  } catch {
    return { whole: false, firstMs, gapMs }
  }
  const numbers = [...text.matchAll(/token-(\d{9})/g)].map(([, digits]) => Number(digits))
  return { whole: numbers.length === deltas && numbers.every((number, index) => number === index), firstMs, gapMs }
}
