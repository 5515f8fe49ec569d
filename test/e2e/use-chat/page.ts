import { useChat } from '@ai-sdk/react'
import { DefaultChatTransport, type UIMessage } from 'ai'
import { createElement } from 'react'
import { type Container, createRoot } from 'react-dom/client'
import { CHAT_ID, type OpenChat, playChat } from './scenario'

// The page of a test: plays the scenario with useChat in a browser, and tells what it has seen.

/** The types of a browser are not those of the project. */
interface Browser {
  location: { search: string }
  document: { body: { appendChild(element: Container): Container }; createElement(name: string): Container }
}
const { location, document } = globalThis as unknown as Browser
const { api, token } = Object.fromEntries(new URLSearchParams(location.search)) as { api: string; token: string }

interface PageProps {
  options: Parameters<typeof useChat>[0]
  onRender: (chat: ReturnType<typeof useChat>) => void
}

function Page({ options, onRender }: PageProps) {
  onRender(useChat(options))
  return null
}

function open(messages: UIMessage[], resume: boolean): OpenChat {
  const { promise: rendered, resolve } = Promise.withResolvers<void>()
  let chat: ReturnType<typeof useChat> | undefined
  const leaving = new AbortController()
  // A page that is left loses its connections, without any word of the SDK.
  const losing = (url: string | URL | Request, init?: RequestInit) =>
    fetch(url, { ...init, signal: AbortSignal.any([leaving.signal, ...(init?.signal ? [init.signal] : [])]) })
  const transport = new DefaultChatTransport({
    api,
    headers: { authorization: `Bearer ${token}` },
    fetch: losing as typeof fetch,
  })
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  const onRender: PageProps['onRender'] = (now) => {
    chat = now
    resolve()
  }
  root.render(createElement(Page, { options: { id: CHAT_ID, messages, resume, transport }, onRender }))
  return {
    messages: () => chat?.messages ?? [],
    status: () => chat?.status ?? 'ready',
    send: (text, messageId) => void rendered.then(() => chat?.sendMessage({ text, ...(messageId && { messageId }) })),
    regenerate: () => void chat?.regenerate(),
    stop: async () => chat?.stop(),
    leave() {
      root.unmount()
      leaving.abort()
    },
  }
}

const told = await playChat(open).catch((error: unknown) => ({ error: String(error) }))
await fetch('/seen', { method: 'POST', body: JSON.stringify(told) })
