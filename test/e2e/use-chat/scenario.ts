import type { UIMessage } from 'ai'

/** What a page does with a chat of the AI SDK. */
export interface OpenChat {
  messages(): UIMessage[]
  status(): string
  send(text: string, replacedMessageId?: string): void
  regenerate(): void
  stop(): Promise<void>
  /** Leaves the page: its connections are lost, and nothing is told. */
  leave(): void
}

/** Opens the page of a chat; `resume`: with what was shown before it was left. */
export type Open = (shown: UIMessage[], resume: boolean) => OpenChat

export const CHAT_ID = 'chat1'

/** Texts that the page has shown, by what was done. */
export interface Seen {
  sent: string[]
  messageId: string
  regenerated: string[]
  edited: string[]
  stopped: { texts: string[]; status: string }
  afterStop: string[]
  beforeLeaving: string
  resumed: string[]
}

/** Send, regenerate, edit, stop, and resume, as users do them. Rejects when the chat has an error. */
export async function playChat(open: Open): Promise<Seen> {
  const chat = open([], false)
  const idle = (of: OpenChat) => until(() => of.status() === 'ready' || failed(of))
  const act = async (work: () => void) => {
    work()
    await until(() => chat.status() !== 'ready' || failed(chat))
    await idle(chat)
    return textsOf(chat)
  }
  const sent = await act(() => chat.send('first question'))
  const messageId = chat.messages().at(-1)?.id ?? ''
  const regenerated = await act(() => chat.regenerate())
  const question = chat.messages()[0]?.id
  const edited = await act(() => chat.send('first question, edited', question))

  chat.send('a slow one')
  await until(() => (textsOf(chat)[3] ?? '').length > 20 || failed(chat))
  await chat.stop()
  await idle(chat)
  const stopped = { texts: textsOf(chat), status: chat.status() }
  const afterStop = await act(() => chat.send('after the stop'))

  chat.send('another slow one')
  await until(() => (textsOf(chat)[7] ?? '').length > 20 || failed(chat))
  const shown = structuredClone(chat.messages())
  chat.leave()
  const beforeLeaving = textOf(shown.at(-1))
  const again = open(shown.slice(0, -1), true)
  await until(() => again.status() !== 'ready' || failed(again))
  await idle(again)
  const resumed = textsOf(again)
  again.leave()
  return { sent, messageId, regenerated, edited, stopped, afterStop, beforeLeaving, resumed }
}

const textOf = (message: UIMessage | undefined): string =>
  (message?.parts ?? [])
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join('')
    .trim()

const textsOf = (chat: OpenChat): string[] => chat.messages().map(textOf)

function failed(chat: OpenChat): boolean {
  if (chat.status() === 'error') throw new Error(`the chat has failed: ${JSON.stringify(textsOf(chat))}`)
  return false
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 10))
}
