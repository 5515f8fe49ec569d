import type { Caller } from '../../core/caller'
import type { Generation } from '../../generation/llm'
import type { ModelPart, PromptMessage, ToolDefinition } from '../../generation/model-part'

/** The llm service, where functions may be called. */
export interface ToolModel {
  /** Whether a model can call functions; '' is the configured one. False also while that is not known. */
  callsTools(model: string, caller: Caller): Promise<boolean>
  generate(generation: ToolGeneration, caller: Caller): AsyncGenerator<ModelPart>
}

export type ToolGeneration = Omit<Generation, 'messages'> & { messages: PromptMessage[]; tools: ToolDefinition[] }
