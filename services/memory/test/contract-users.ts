import type { ConversationStore, SessionQuery, StoreSettings } from '../src/sessions/store'
import type { Stores } from '../src/stores'

/** Opens empty stores; their database is removed when they are disposed of. */
export type OpenStores = (settings: StoreSettings) => Promise<Stores>

/** The same for sessions and turns alone. */
export type OpenStore = (settings: StoreSettings) => Promise<ConversationStore & AsyncDisposable>

export const conversationsOf =
  (open: OpenStores): OpenStore =>
  async (settings) => {
    const stores = await open(settings)
    return { ...stores.conversations, [Symbol.asyncDispose]: () => stores[Symbol.asyncDispose]() }
  }

/** Pairs that a careless store takes for one: by case, form, blanks, patterns, query syntax or the separators of keys. */
export const LOOK_ALIKES: [string, string][] = [
  ['ann', 'bob'],
  ['ann', 'Ann'],
  ['\u00e9', 'e\u0301'],
  ['ann', 'ann '],
  ['a%', 'ab'],
  ['a:b', 'a%3Ab'],
  ["x' or '1'='1", 'x'],
  ['$ne', '{"$ne":null}'],
  ['\u0430nn', 'ann'],
  ['u.LCa0a2j_xo_5m0U8HTBBNBNCLXBkg7-g-YpeiGJm564', 'foo'],
]

export const NEVER_ABORTED = new AbortController().signal

export const settingsAt = (clock: { ms: number }): StoreSettings => ({ now: () => clock.ms, leaseMs: 10_000 })

export const FIRST_PAGE: SessionQuery = { limit: 50, before: undefined, query: '', notebookId: '' }

export const ALL_MESSAGES = { limit: 200, after: undefined }

export const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: { code?: unknown }) => error.code,
  )

/** A whole turn: a question, and an answer that is complete. */
export async function say(
  store: ConversationStore,
  userId: string,
  sessionId: string,
  question: string,
  answer: string,
): Promise<void> {
  const { assistantMessageId: messageId } = await store.begin(userId, {
    sessionId,
    content: question,
    notebookId: '',
    historyMax: 0,
  })
  await store.end(userId, { sessionId, messageId, status: 'complete', offset: 0, text: answer, sourcesJson: '', model: 'm' })
}
