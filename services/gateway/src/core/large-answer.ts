import { setImmediate as nextTurn } from 'node:timers/promises'
import type { HeldBody } from './body/body-budget'

/** Opens the memory account of an answer until the answer has been sent; it counts towards the bodies of its owner. */
export type HoldAnswer = (request: Request) => HeldBody

/** An answer up to this size is sent at once. */
const AT_ONCE_CHARS_MAX = 65_536
const SLICE_CHARS = 65_536
/** Bytes of a string in memory. */
const BYTES_PER_CHAR = 2

const HEADERS = { 'content-type': 'application/json;charset=utf-8' }

/**
 * Sends an answer that may be large. The bytes that a slow client has not taken yet are counted. Throws overloaded if they exceed
 * the bound.
 */
export function largeJson(request: Request, answer: object, holdAnswer: HoldAnswer): Response {
  const text = JSON.stringify(answer)
  if (text.length <= AT_ONCE_CHARS_MAX) return new Response(text, { headers: HEADERS })
  const held = holdAnswer(request)
  held.hold(text.length * BYTES_PER_CHAR)
  return new Response(textStream(slices(text), held.release), { headers: HEADERS })
}

async function* slices(text: string): AsyncGenerator<string> {
  for (let start = 0; start < text.length; ) {
    const end = start + SLICE_CHARS
    // Half of a surrogate pair would be sent as another character.
    const isDivided = text.charCodeAt(end - 1) >= 0xd800 && text.charCodeAt(end - 1) <= 0xdbff
    yield text.slice(start, isDivided ? end + 1 : end)
    start = isDivided ? end + 1 : end
  }
}

/**
 * An object whose last field is a long text that comes in pieces; the text is made into JSON piece by piece, as fast as the
 * client takes it. One that has ended within the first characters is sent at once, so that its failure is a plain answer.
 */
export async function jsonOfPieces(fields: object, name: string, pieces: AsyncGenerator<string>): Promise<Response> {
  const first: string[] = []
  for (let characters = 0; characters <= AT_ONCE_CHARS_MAX; ) {
    const { value, done } = await pieces.next()
    if (done) return new Response(JSON.stringify({ ...fields, [name]: first.join('') }), { headers: HEADERS })
    first.push(value)
    characters += value.length
  }
  return new Response(textStream(json(fields, name, first, pieces)), { headers: HEADERS })
}

async function* json(fields: object, name: string, first: string[], rest: AsyncGenerator<string>): AsyncGenerator<string> {
  const head = JSON.stringify(fields).slice(0, -1)
  try {
    yield `${head}${head === '{' ? '' : ','}${JSON.stringify(name)}:"`
    for (let piece = first.shift(); piece !== undefined; piece = first.shift()) yield inString(piece)
    for await (const piece of rest) yield inString(piece)
    yield '"}'
  } finally {
    await rest.return(undefined)
  }
}

/**
 * An object whose last field is a long list. Entries are made as the client reads them, and other requests run in between.
 * `held` counts what the entries are made from; it is released when the answer has ended.
 */
export const jsonOfList = (fields: object, name: string, entries: Iterable<object>, held: HeldBody): Response =>
  new Response(textStream(jsonList(fields, name, entries), held.release), { headers: HEADERS })

async function* jsonList(fields: object, name: string, entries: Iterable<object>): AsyncGenerator<string> {
  let piece = `${JSON.stringify(fields).slice(0, -1)},${JSON.stringify(name)}:[`
  let comma = ''
  for (const entry of entries) {
    piece += `${comma}${JSON.stringify(entry)}`
    comma = ','
    if (piece.length < SLICE_CHARS) continue
    yield piece
    piece = ''
    await nextTurn()
  }
  yield `${piece}]}`
}

/** Half of a surrogate pair becomes an escape; two such halves are one character again after parsing. */
const inString = (piece: string): string => JSON.stringify(piece).slice(1, -1)

/** After a piece of this size other requests are served before the next piece is made, even while many answers stream. */
const LARGE_PIECE_BYTES = 16_384

/** Text that is read from its source only as fast as the client takes it. `onEnd` is called exactly once, also on a failure. */
export const textStream = (pieces: AsyncGenerator<string>, onEnd?: () => void): ReadableStream<Uint8Array> =>
  byteStream(encoded(pieces), onEnd)

/** The same for bytes. */
export const byteStream = (pieces: AsyncGenerator<Uint8Array>, onEnd: () => void = () => {}): ReadableStream<Uint8Array> => {
  let size = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          if (size >= LARGE_PIECE_BYTES) await nextTurn()
          const { value, done } = await pieces.next()
          size = value?.byteLength ?? 0
          if (!done) return controller.enqueue(value)
          controller.close()
        } catch (error) {
          controller.error(error)
        }
        onEnd()
      },
      cancel: async () => {
        onEnd()
        await pieces.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}

async function* encoded(pieces: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const piece of pieces) yield encoder.encode(piece)
}
