import { AppError } from '@collabry/runtime/errors'
import type { Toolbox } from '../../src/chat/answer-with-tools'
import { createChat } from '../../src/chat/chat'
import type { Caller } from '../../src/core/caller'
import type { Passage } from '../../src/documents/ports'
import type { Generation } from '../../src/generation/llm'
import type { ChatRequest } from '../../src/generation/types'
import type { RecalledTurn } from '../../src/sessions/ports'
import { callerOf } from './caller'
import { type Line, scriptedLlm } from './llm'
import { fixedRag } from './rag'
import { memoryTurns } from './turns'

export const asking = (change: Partial<ChatRequest> = {}): ChatRequest => ({
  message: 'What is entropy?',
  sessionId: 's1',
  useRag: false,
  sourceIds: [],
  notebookId: '',
  model: '',
  ...change,
})

export const quick = { saveMs: 5, renewMs: 20, graceMs: 60, endMs: 500 }

interface Setting {
  /** Documents that are not searchable yet. Default: none. */
  documentsProcessing?: number
  lines?: Line[] | ((generation: Generation) => Line[])
  passages?: Passage[] | Error
  /** Messages that find nothing without the request before them. */
  followUps?: string[]
  before?: Parameters<typeof memoryTurns>[0]
  pace?: typeof quick
  toolbox?: Toolbox
  /** Turns that are recalled, whatever is asked. */
  recalled?: RecalledTurn[]
  windowTokens?: number
}

/** A chat over doubles. */
export function open({
  lines = ['ok'],
  passages = [],
  followUps = [],
  before,
  pace = quick,
  toolbox,
  recalled = [],
  windowTokens = 0,
  documentsProcessing = 0,
}: Setting = {}) {
  const memory = memoryTurns(before)
  const model = scriptedLlm(lines)
  const documents = fixedRag(passages, undefined, documentsProcessing, followUps)
  let leftOut = 0
  return {
    leftOut: () => leftOut,
    ...memory,
    ...model,
    ...documents,
    chat: createChat({
      llm: model.llm,
      rag: documents.rag,
      turns: memory.turns,
      notes: { recall: async () => recalled },
      windowTokens: () => windowTokens,
      digestWanted: () => undefined,
      toolbox,
      leftOut(count) {
        leftOut += count
      },
      pace,
    }),
  }
}

/** Draws all events; what came until an error is kept. */
export async function draw(setting: ReturnType<typeof open>, request = asking(), caller: Caller = callerOf('ann')) {
  const events: string[] = []
  let text = ''
  let error: unknown
  let result: unknown
  try {
    for await (const event of setting.chat(request, caller)) {
      events.push(event.type)
      if (event.type === 'text') text += event.text
      if (event.type === 'finish') result = event.result
    }
  } catch (thrown) {
    error = thrown
  }
  return { events, text, error, result }
}

export const away = () => new AppError('unavailable', 'The service does not answer.')
export const pause = (ms: number) => () => Bun.sleep(ms)
