import { Agent, type IncomingMessage, request } from 'node:http'
import { Readable } from 'node:stream'
import type { Send } from '../e2e/client'

/** Beyond what any answer says: of this and Keep-Alive, the agent takes the less. */
const UNUSED_MS_MAX = 60_000

/**
 * As `fetch`, on connections that are used again only as long as the server's answers let them (Keep-Alive, Connection), and
 * without a second try. Bun's own client does not heed Keep-Alive, and asks a GET again by itself.
 */
export function keptConnections(): { send: Send } & Disposable {
  const agent = new Agent({ keepAlive: true, timeout: UNUSED_MS_MAX })
  const send: Send = async (url, { method, headers, body, signal }) => {
    const asked = request(url, { agent, method, headers, ...(signal ? { signal } : {}) })
    const answered = new Promise<IncomingMessage>((resolve, reject) => asked.on('response', resolve).on('error', reject))
    asked.end(body)
    const answer = await answered
    const fields = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    )
    const bytes = Readable.toWeb(answer) as unknown as ReadableStream<Uint8Array>
    return new Response(bytes, { status: answer.statusCode ?? 0, headers: fields })
  }
  return { send, [Symbol.dispose]: () => agent.destroy() }
}
