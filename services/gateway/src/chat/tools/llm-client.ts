import type { Caller } from '../../core/caller'
import { toDroppable, toRequest } from '../../generation/llm-client'
import { type MeteredLlm, modelParts, toMessage } from '../../generation/model-parts-client'
import { isSameModel } from '../../openai/model-name'
import type { ToolModel } from './tool-model'

/** Whoever waits for it waits for an answer that might as well begin without tools. */
const STATUS_DEADLINE_MS = 1_000
/** Capabilities change only when the model changes. */
const KNOWN_MS = 30_000

export function toolModelClient(llm: MeteredLlm): ToolModel {
  let known: { chatModel: string; callsTools: boolean; until: number } | undefined

  const ask = async ({ userId, ...caller }: Caller) => {
    const limits = { ...caller, deadlineMs: STATUS_DEADLINE_MS, idempotent: false }
    const { chatModel, callsTools, state } = await llm.stub.getStatus({ userId }, limits)
    if (state === 'STATE_UNHEALTHY') return undefined
    return { chatModel, callsTools, until: performance.now() + KNOWN_MS }
  }

  return {
    async callsTools(model, caller) {
      if (!known || known.until < performance.now()) known = await ask(caller).catch(() => undefined)
      // The capabilities of models other than the configured one are unknown.
      return known?.callsTools === true && (model === '' || isSameModel(model, known.chatModel))
    },

    generate({ messages, tools, droppable, ...generation }, caller) {
      const request = {
        ...toRequest({ ...generation, messages: [] }, caller.userId),
        messages: messages.map(toMessage),
        ...toDroppable(droppable, messages),
        toolsJson: tools.length > 0 ? JSON.stringify(tools) : '',
      }
      return modelParts(llm, request, caller)
    },
  }
}
