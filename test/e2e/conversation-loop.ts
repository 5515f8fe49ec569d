import { readEvents } from './client'

/** What a client saw of one turn. */
export interface Spoken {
  number: number
  received: string
  /** `refused`: no answer began; `broken`: the connection broke, and could not be gone on with. */
  end: 'done' | 'error' | 'broken' | 'refused'
}

interface Speaker {
  url: string
  token: string
  sessionId: string
  resumable: boolean
}

const RESUME_TRIES = 100
const PAUSE_MS = 100

/** Asks one question after another in one session until it is stopped, whether or not the answers succeed. */
export async function conversation(speaker: Speaker, stop: AbortSignal): Promise<Spoken[]> {
  const spoken: Spoken[] = []
  for (let number = 1; !stop.aborted; number++) {
    spoken.push(await speak(speaker, number))
    await Bun.sleep(PAUSE_MS)
  }
  return spoken
}

async function speak({ url, token, sessionId, resumable }: Speaker, number: number): Promise<Spoken> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const message = `This is the question number ${number} of a long talk`
  const body = JSON.stringify({ message, session_id: sessionId, resumable, use_rag: false })
  const first = await fetch(`${url}/ai/chat/stream`, { method: 'POST', headers, body }).catch(() => undefined)
  const streamId = first?.headers.get('x-stream-id') ?? ''
  if (first?.status !== 200) return { number, received: '', end: 'refused' }
  const seen: Seen = { received: '', lastId: '', end: undefined }
  await read(first, seen)
  for (let tries = 0; resumable && !seen.end && tries < RESUME_TRIES; tries++) {
    await Bun.sleep(PAUSE_MS)
    const from = seen.lastId ? { 'last-event-id': seen.lastId } : {}
    const next = await fetch(`${url}/ai/chat/stream/${streamId}`, { headers: { ...headers, ...from } }).catch(() => undefined)
    if (next?.status === 404) break
    if (next?.status === 200) await read(next, seen)
  }
  return { number, received: seen.received, end: seen.end ?? 'broken' }
}

interface Seen {
  received: string
  lastId: string
  end: 'done' | 'error' | 'broken' | undefined
}

/** Reads on until the stream ends or its connection breaks. */
async function read(response: Response, seen: Seen): Promise<void> {
  try {
    for await (const { id, event, data = '', comment } of readEvents(response)) {
      if (comment !== undefined) continue
      if (id) seen.lastId = id
      if (event === undefined) seen.received += data
      else if (event === 'done') seen.end = 'done'
      // The gateway that sent the answer is gone: the connection broke afterwards.
      else if (event === 'error') seen.end = data.includes('"producer_lost"') ? 'broken' : 'error'
    }
  } catch {
    // The connection broke: the text until then was received.
  }
}
