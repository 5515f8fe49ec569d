import { percentile } from './table'

export interface Target {
  url: string
  /** Empty: the model itself, asked in its own API. */
  token: string
}

export interface Paced {
  /** Streams that had every delta in order, and no gap over GAP_MS_MAX. */
  onPace: number
  firstMs: number
  gapMs: number
  errors: number
}

const GAP_MS_MAX = 200
/** Streams begin spread over this time, as people do. */
const BEGIN_MS = 1_000

/** `count` streams at once, each of `deltas` numbered deltas. */
export async function paced(target: Target, count: number, deltas: number): Promise<Paced> {
  const streams = await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      await Bun.sleep((n / count) * BEGIN_MS)
      return readStream(target, deltas)
    }),
  )
  return {
    onPace: streams.filter(({ whole, gapMs }) => whole && gapMs <= GAP_MS_MAX).length,
    firstMs: percentile(
      streams.map(({ firstMs }) => firstMs),
      0.5,
    ),
    gapMs: percentile(
      streams.map(({ gapMs }) => gapMs),
      0.99,
    ),
    errors: streams.filter(({ whole }) => !whole).length,
  }
}

export function openStream({ url, token }: Target, signal?: AbortSignal): Promise<Response> {
  const message = 'How far is the moon?'
  const body = token
    ? { message, use_rag: false }
    : { model: 'fake-chat', messages: [{ role: 'user', content: message }], stream: true }
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  })
}

async function readStream(target: Target, deltas: number) {
  const begunMs = performance.now()
  let lastMs = begunMs
  let firstMs = 0
  let gapMs = 0
  let text = ''
  try {
    const { body } = await openStream(target)
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
