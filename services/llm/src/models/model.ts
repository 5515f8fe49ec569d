/** What a provider of models can do. Domain types only: no driver, no proto. */
export interface Model extends AsyncDisposable {
  /**
   * Streams an answer: any number of `text` parts (never empty), then exactly one `finish`. Aborting the signal closes the
   * connection to the model, also before the first part. Errors: unavailable, timeout, upstream_error, validation_error.
   */
  generate(request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GeneratePart>
  /** Unit-length vectors in the order of the texts. Errors: unavailable (also: no embedding model), timeout, upstream_error. */
  embed(texts: string[], signal: AbortSignal): Promise<Float32Array[]>
  /** The state now; answers within 2 s whatever hangs, and never throws. */
  status(): Promise<ModelStatus>
}

export interface GenerateRequest {
  /** Empty: the configured chat model. */
  model: string
  messages: PromptMessage[]
  /** JSON Schema the output must satisfy. */
  jsonSchema: Record<string, unknown> | undefined
  maxTokens: number | undefined
  temperature: number | undefined
  brief: Brief
}

export interface PromptMessage {
  role: 'system' | 'user' | 'assistant'
  content: string
}

/** What is asked, as data instead of prose: the extractive provider works from it alone. */
export interface Brief {
  task: 'chat' | 'answer' | 'summarize' | 'mind_map' | 'concepts'
  question: string
  /** In citation order: passages[0] is cited as [1]. */
  passages: { content: string; filename: string }[]
  text: string
  /** 0: no wish. */
  wordsMax: number
  depthMax: number
  itemsMax: number
  style: 'concise' | 'detailed' | 'bullet' | 'study_guide'
}

export type GeneratePart =
  | { type: 'text'; text: string }
  | { type: 'finish'; reason: 'stop' | 'length'; model: string; usage: Usage }

export interface Usage {
  promptTokens: number
  completionTokens: number
  /** The model's window; 0: unknown or unlimited. */
  contextTokensMax: number
  messagesUsed: number
  messagesLeftOut: number
}

export interface ModelStatus {
  provider: 'ollama' | 'openai' | 'builtin'
  chatModel: string
  /** Empty: none. */
  embeddingModel: string
  /** 0: unknown yet, or no embedding model. */
  embeddingDimension: number
  state: 'healthy' | 'unhealthy' | 'embedded'
  /** Why not healthy: a sentence without host names. */
  detail: string
  models: string[]
}
