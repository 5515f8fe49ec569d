/** One way to the model that is measured beside the others. */
export interface Arm extends AsyncDisposable {
  name: string
  streamed: Ask
  /** The same without streaming; left out: it is not measured. */
  whole?: Ask
  /** Its processes by name, which share one core. */
  pids: Record<string, number>
}

/** A POST with a JSON body. */
export interface Ask {
  url: string
  headers: Record<string, string>
  body: object
}

const QUESTION = 'How far is the moon?'
const messages = [{ role: 'user', content: QUESTION }]

export const askOllama = (base: string, stream: boolean): Ask => ({
  url: `${base}/api/chat`,
  headers: {},
  body: { model: 'fake-chat', messages, stream },
})

export const askOpenai = (base: string, stream: boolean, headers: Record<string, string> = {}): Ask => ({
  url: `${base}/v1/chat/completions`,
  headers,
  body: { model: 'fake-chat', messages, stream },
})

export const askOurs = (base: string, stream: boolean, token: string): Ask => ({
  url: `${base}/ai/chat${stream ? '/stream' : ''}`,
  headers: { authorization: `Bearer ${token}` },
  body: { message: QUESTION, use_rag: false },
})

export const send = ({ url, headers, body }: Ask, signal?: AbortSignal): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  })
