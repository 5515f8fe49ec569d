import { toDroppable, toRequest } from '../../generation/llm-client'
import { type MeteredLlm, modelParts, toMessage } from '../../generation/model-parts-client'
import type { ModelWatcher } from '../../generation/model-status-client'
import { isSameModel } from '../../openai/models'
import type { ToolModel } from './answer-with-tools'

export function toolModelClient(llm: MeteredLlm, watcher: ModelWatcher): ToolModel {
  return {
    async callsTools(model, { signal }) {
      const status = await watcher.current(signal)
      // The capabilities of models other than the configured one are unknown.
      return status?.callsTools === true && (model === '' || isSameModel(model, status.chatModel))
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
