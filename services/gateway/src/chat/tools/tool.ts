import type { Caller } from '../../core/caller'
import type { Generation } from '../../generation/llm'
import type { ModelPart, PromptMessage, ToolDefinition } from '../../generation/model-part'

/** Something that is done for a model while it answers. What it finds is data from elsewhere: quoted, never obeyed. */
export interface Tool {
  /** As the model calls it and as `tool_used` says it. */
  name: 'web_search'
  definition: ToolDefinition
  /** Takes the arguments as the model wrote them. Bounded in time and size. Errors are AppErrors; the model reads their sentence. */
  run(argumentsJson: string, caller: Caller): Promise<Finding[]>
}

/** A piece of text from an address. */
export interface Finding {
  title: string
  url: string
  content: string
}

/** The llm service, where functions may be called. */
export interface ToolModel {
  /** Whether a model can call functions; '' is the configured one. False also while that is not known. */
  callsTools(model: string, caller: Caller): Promise<boolean>
  generate(generation: ToolGeneration, caller: Caller): AsyncGenerator<ModelPart>
}

export type ToolGeneration = Omit<Generation, 'messages'> & { messages: PromptMessage[]; tools: ToolDefinition[] }
