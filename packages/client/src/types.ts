// Made from the OpenAPI document by `bun run gen`. Do not edit.

export interface Alive {
  status: "alive"
}

export interface ApiKey {
  /** The key */
  key_id: string
  /** Purpose of the key */
  name: string
  /** Rights beyond those of every user */
  scopes: string[]
  /** When it was made */
  created_at: string
  /** Until when it is good; null: it does not expire */
  expires_at: string | null
}

export interface ApiKeyRequest {
  /** Purpose of the key; the list shows it */
  name: string
  /** Scopes of your token that the key has too; none: it does what every user may */
  scopes?: string[] | null
  /** Left out: it does not expire */
  expires_in_days?: number | null
}

export interface ChatAnswer {
  /** The assistant's message in the history of the session */
  message_id: string
  /** The answer, with citations as `[1]` */
  response: string
  /** The session */
  session_id: string
  /** Source of the answer; null: the model alone */
  tool_used: "retrieval" | "web_search" | null
  /** Passages that the answer cites */
  sources: Source[]
  /** Documents of the user that are not searchable yet; null: not known now */
  documents_processing: number | null
  /** The model that answered; `builtin-extractive`: none is configured; `none`: none was run */
  model: string
  usage: Usage
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

/** Always last when all went well */
export interface ChatDoneEvent {
  event: "done"
  /** `<stream_id>-<n>`: what a client sends as Last-Event-ID */
  id?: string
  /** The session */
  data: string
}

export type ChatEvent = TextEvent | SourcesEvent | ErrorEvent | ChatDoneEvent

export interface ChatRequest {
  message: string
  /** "auto": the documents are used when passages clear a threshold. Default: "auto". */
  use_rag?: "auto" | boolean | null
  /** Only these documents; empty: all that the user may see */
  source_ids?: string[] | null
  /** The notebook */
  notebook_id?: string | null
  model?: string | null
  /** Answer as /ai/chat/stream does */
  stream?: boolean | null
  /** Streams only: an event `sources` before the first chunk */
  include_sources?: boolean | null
  /** Streams only: a lost connection does not stop the answer; GET /ai/chat/stream/{stream_id} goes on */
  resumable?: boolean | null
  /** The session; one that does not exist is made */
  session_id?: string | null
}

export interface Concept {
  /** The concept */
  name: string
  /** As the material defines it */
  definition: string
  /** null: the material gives none */
  example: string | null
  /** Names of others of this list */
  related: string[]
  /** Where the material says it */
  sources: Source[]
}

export interface Concepts {
  concepts: Concept[]
  /** The model that answered; `builtin-extractive`: none is configured; `none`: none was run */
  model: string
  usage: Usage
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface ConceptsRequest {
  /** The text to make it from */
  text?: string | null
  /** Only these documents; empty: all that the user may see */
  source_ids?: string[] | null
  /** The notebook */
  notebook_id?: string | null
  max_concepts?: number | null
}

/** Which parts of the context the prompt holds */
export interface ContextUsage {
  /** The model's window; null: unknown */
  window_tokens: number | null
  /** Messages that the prompt holds */
  messages_used: number
  /** Messages that did not fit */
  messages_left_out: number
  /** Messages left out that the summary covers */
  messages_summarized?: number
  /** Older turns that were sent since they relate to the message */
  turns_recalled?: number
  /** Passages that were sent */
  passages_used?: number
  /** Passages that did not fit */
  passages_left_out?: number
}

export interface CreatedKey {
  /** The key */
  key_id: string
  /** Purpose of the key */
  name: string
  /** Rights beyond those of every user */
  scopes: string[]
  /** When it was made */
  created_at: string
  /** Until when it is good; null: it does not expire */
  expires_at: string | null
  /** The key itself, which is kept nowhere */
  key: string
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface CreatedSession {
  /** The session */
  session_id: string
  /** Whether it was made, or was there already */
  message: string
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface DeletedDocument {
  /** The document */
  document_id: string
  /** What was done */
  message: string
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface DeletedKey {
  /** The key */
  key_id: string
  /** What was done */
  message: string
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface DeletedSession {
  /** The session */
  session_id: string
  /** Messages that went with it */
  messages_deleted: number
  /** What was done */
  message: string
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface Document {
  /** The document */
  document_id: string
  /** Its name */
  filename: string
  /** completed: searchable */
  status: "processing" | "completed" | "failed"
  /** Its passages */
  chunks: number
  /** Size of what was uploaded */
  bytes: number
  /** As it was uploaded */
  metadata: Record<string, unknown>
  /** The notebook; null: none */
  notebook_id: string | null
  /** When it was first uploaded */
  created_at: string
  /** Raised by each upload under its name */
  version: number
  /** Parts of the file that are not in its text */
  left_out: LeftOut[]
  /** An older reader made its text */
  outdated: boolean
  /** What to do about it; null: nothing */
  notice: string | null
}

export interface DocumentAnswer {
  /** The document */
  document_id: string
  /** Its name */
  filename: string
  /** completed: searchable */
  status: "processing" | "completed" | "failed"
  /** Its passages */
  chunks: number
  /** Size of what was uploaded */
  bytes: number
  /** As it was uploaded */
  metadata: Record<string, unknown>
  /** The notebook; null: none */
  notebook_id: string | null
  /** When it was first uploaded */
  created_at: string
  /** Raised by each upload under its name */
  version: number
  /** Parts of the file that are not in its text */
  left_out: LeftOut[]
  /** An older reader made its text */
  outdated: boolean
  /** What to do about it; null: nothing */
  notice: string | null
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface DocumentChange {
  filename?: string | null
  /** The notebook that it goes to; empty: none */
  notebook_id?: string | "" | null
  /** Takes the place of all there is; at most 16 KiB */
  metadata?: Record<string, unknown> | null
}

export interface DocumentContent {
  /** The document */
  document_id: string
  /** Its name */
  filename: string
  /** The version that was read */
  version: number
  /** The stored text: Markdown, with a form feed after each page or slide */
  content: string
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface DocumentList {
  documents: Document[]
  /** Documents on all pages */
  total: number
  /** `cursor` of the next page; null: this is the last one */
  next_cursor: string | null
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface ErasureReceipt {
  /** What was done */
  message: string
  receipt: {
    /** Records of conversations, by kind */
    memory: Record<string, number>
    /** Records of documents, by kind */
    rag: Record<string, number>
  }
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface Error {
  /** A short title */
  error: string
  /** What to change */
  detail: string
  code: ErrorCode
  errors?: FieldError[]
  /** When the request failed (UTC) */
  timestamp: string
  /** As in the header X-Request-Id */
  request_id: string
  /** The user of the token, once it is known */
  user_id?: string
}

/** A stable word for the kind of failure */
export type ErrorCode = "malformed_json" | "unsupported_parameter" | "context_length_exceeded" | "validation_error" | "missing_token" | "invalid_token" | "token_expired" | "forbidden" | "insufficient_scope" | "not_found" | "model_not_found" | "method_not_allowed" | "conflict" | "idempotency_conflict" | "failed_precondition" | "payload_too_large" | "unsupported_media_type" | "rate_limited" | "quota_exceeded" | "cancelled" | "internal_error" | "upstream_error" | "unavailable" | "overloaded" | "shutting_down" | "producer_lost" | "timeout"

/** At most once; the stream ends after it */
export interface ErrorEvent {
  event: "error"
  /** `<stream_id>-<n>`: what a client sends as Last-Event-ID */
  id?: string
  data: string
}

export interface ExportedMessage {
  /** The message */
  message_id: string
  role: "user" | "assistant"
  /** Its text */
  content: string
  /** When it was begun */
  timestamp: string
  /** interrupted: the client left or the answer was stopped */
  status: "complete" | "interrupted" | "failed" | "streaming"
  sources: Source[]
  /** The message that it answers or follows; null: the first one */
  parent_id: string | null
  /** 1 or -1; 0: none was given */
  rating: number
}

export interface Feedback {
  rating: 1 | -1
  comment?: string | null
}

export interface FieldError {
  /** Name of the field */
  field: string
  /** The rule that it breaks */
  message: string
}

export interface FileUpload {
  /** PDF, DOCX, PPTX, XLSX, CSV, HTML, EPUB, Markdown, text in any common encoding, or a scan or picture (PNG, JPEG, TIFF, WebP, GIF) of text; what it is, is seen from its bytes */
  file: string
  /** At most 16 KiB, sent as JSON */
  metadata?: Record<string, unknown>
  /** The notebook; empty: none */
  notebook_id?: string
}

export interface Flashcard {
  /** The same for the same front */
  id: string
  /** The question side */
  front: string
  /** The answer side */
  back: string
  tags: string[]
  /** Where the material says it */
  sources: Source[]
}

export interface Flashcards {
  /** The topic, or the name of the document; empty: a text without a name */
  title: string
  cards: Flashcard[]
  /** The number that was asked for; there are fewer when the material gives no more */
  requested: number
  /** The model that answered; `builtin-extractive`: none is configured; `none`: none was run */
  model: string
  usage: Usage
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface FlashcardsRequest {
  /** The text to make it from */
  text?: string | null
  /** Without a text: what of the user's documents to make it from */
  topic?: string | null
  /** Only these documents; empty: all that the user may see */
  source_ids?: string[] | null
  /** The notebook */
  notebook_id?: string | null
  /** At most so many; fewer when the material gives no more */
  num_cards?: number | null
}

export interface Health {
  status: "healthy" | "degraded"
  /** Version of the gateway */
  version: string
  /** `healthy`, `embedded`, or `unhealthy: ` and why, by name of the component */
  components: Record<string, string>
  /** The models in use, those that come with the product included */
  models: {
    /** The one that is configured, or was found; null: there is none, or it is not known */
    chat: string | null
    /** null: documents are searched by their words alone, or it is not known */
    embedding: string | null
  }
  /** When it was asked (UTC) */
  timestamp: string
}

export interface KeyList {
  keys: ApiKey[]
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface LeftOut {
  /** Kind of the part, as `page` */
  kind: string
  /** How many */
  count: number
  /** For the reader */
  sentence: string
}

export interface LoggedOut {
  /** What was done */
  message: string
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface McpAnswer {
  jsonrpc: "2.0"
  /** As in the request */
  id: string | number
  /** As MCP defines it for the method */
  result?: Record<string, unknown>
  error?: {
    /** As JSON-RPC and MCP define it */
    code: number
    /** What to change */
    message: string
  }
}

export interface McpError {
  error: {
    /** As JSON-RPC defines it */
    code: number
    /** What to change */
    message: string
  }
  /** What to change */
  detail: string
  code: ErrorCode
  errors?: FieldError[]
  /** When the request failed (UTC) */
  timestamp: string
  /** As in the header X-Request-Id */
  request_id: string
  /** The user of the token, once it is known */
  user_id?: string
  jsonrpc: "2.0"
  id: string | null
}

export interface McpRequest {
  jsonrpc: "2.0"
  /** Left out: a notification, which has no answer */
  id?: string | number | null
  /** As MCP names it */
  method?: string | null
  params?: Record<string, unknown> | null
}

export interface Message {
  /** The message */
  message_id: string
  role: "user" | "assistant"
  /** Its text */
  content: string
  /** When it was begun */
  timestamp: string
  /** interrupted: the client left or the answer was stopped */
  status: "complete" | "interrupted" | "failed" | "streaming"
  sources: Source[]
  /** The message that it answers or follows; null: the first one */
  parent_id: string | null
}

export interface MessageList {
  /** The session */
  session_id: string
  messages: Message[]
  /** `cursor` of the next page; null: this is the last one */
  next_cursor: string | null
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface MindMap {
  /** As it was asked */
  topic: string
  root: MindMapNode
  /** The root included */
  total_nodes: number
  /** The passages that it was made from; empty: the model's own knowledge */
  sources: Source[]
  /** The model that answered; `builtin-extractive`: none is configured; `none`: none was run */
  model: string
  usage: Usage
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface MindMapNode {
  /** Unique in this tree */
  id: string
  /** Subject */
  label: string
  /** 0: the root */
  level: number
  children: MindMapNode[]
}

export interface MindMapRenderRequest {
  /** Without a root: what to draw a mind map of */
  topic?: string | null
  /** Levels below the root */
  depth?: number | null
  /** Use the user's documents */
  use_documents?: boolean | null
  /** Only these documents; empty: all that the user may see */
  source_ids?: string[] | null
  /** The notebook */
  notebook_id?: string | null
  /** The tree to draw, as /ai/mindmap gives it: label, children */
  root?: unknown
}

export interface MindMapRequest {
  topic: string
  /** Levels below the root */
  depth?: number | null
  /** Use the user's documents */
  use_documents?: boolean | null
  /** Only these documents; empty: all that the user may see */
  source_ids?: string[] | null
  /** The notebook */
  notebook_id?: string | null
}

export interface Notebook {
  /** The notebook */
  notebook_id: string
  /** Documents in it */
  documents: number
  /** When something was last uploaded to it */
  last_activity: string
}

export interface NotebookList {
  /** The one with the newest upload first, at most 1,000 */
  notebooks: Notebook[]
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

/** A part of the answer */
export interface OpenAiChunkEvent {
  event?: "message"
  /** `<stream_id>-<n>`: what a client sends as Last-Event-ID */
  id?: string
  data: string
}

export interface OpenAiCompletion {
  /** The answer */
  id: string
  object: "chat.completion"
  /** Unix seconds */
  created: number
  /** The model that answered */
  model: string
  choices: ({
    /** 0 */
    index: number
    message: {
      role: "assistant"
      /** null: the model calls functions */
      content: string | null
      refusal: string | null
      /** What the model thought, where it tells */
      reasoning_content?: string
      tool_calls?: OpenAiToolCall[]
    }
    logprobs: string | null
    finish_reason: "stop" | "length" | "tool_calls"
  })[]
  usage: Usage
}

export interface OpenAiCompletionChunk {
  /** The answer, the same in all its chunks */
  id: string
  object: "chat.completion.chunk"
  /** Unix seconds */
  created: number
  /** The model */
  model: string
  choices: ({
    /** 0 */
    index: number
    delta: {
      role?: "assistant"
      content?: string
      reasoning_content?: string
      tool_calls?: ({
        /** Its place among the calls */
        index: number
        /** Names the call, in this answer and in the message of its result */
        id: string
        type: "function"
        function: {
          /** The function */
          name: string
          /** JSON, as the model wrote it */
          arguments: string
        }
      })[]
    }
    logprobs: string | null
    /** null: there is more to come */
    finish_reason: "stop" | "length" | "tool_calls" | null
  })[]
  /** With `stream_options.include_usage`, in the last chunk */
  usage?: Usage | null
}

export type OpenAiCompletionEvent = OpenAiChunkEvent | OpenAiErrorEvent | OpenAiEndEvent

export interface OpenAiCompletionRequest {
  /** Left out: the configured chat model */
  model?: string | null
  messages: ({
    role: "system" | "developer" | "user" | "assistant" | "tool"
    content?: string | ({
      type: string
      text?: string | null
      refusal?: string | null
    })[] | null
    refusal?: string | null
    tool_calls?: ({
      id: string
      type: "function"
      function: {
        name: string
        arguments: string
      }
    })[] | null
    tool_call_id?: string | null
    /** Says to the model who speaks: the text begins with it. Of a result: the function */
    name?: string | null
    /** To be left out: models here hear nothing */
    audio?: unknown
    /** To be left out: use tool_calls */
    function_call?: unknown
  })[]
  /** Answer as events that end with [DONE] */
  stream?: boolean | null
  stream_options?: {
    include_usage?: boolean | null
    /** Not used: nothing is added to hide the length of an event */
    include_obfuscation?: unknown
  } | null
  max_tokens?: number | null
  /** Goes before max_tokens */
  max_completion_tokens?: number | null
  temperature?: number | null
  stop?: string | string[] | null
  top_p?: number | null
  seed?: number | null
  presence_penalty?: number | null
  frequency_penalty?: number | null
  /** False: of several calls of functions only the first one is given */
  parallel_tool_calls?: boolean | null
  /** A model that does not reason takes none alone */
  reasoning_effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max" | null
  /** 1: there is one answer a request */
  n?: unknown
  /** False: no model here gives probabilities */
  logprobs?: unknown
  /** 0: no model here gives probabilities */
  top_logprobs?: unknown
  /** Empty: no model here takes biases */
  logit_bias?: unknown
  /** ["text"]: models here write text alone */
  modalities?: unknown
  /** To be left out: models here write text alone */
  audio?: unknown
  /** To be left out: use tools */
  functions?: unknown
  /** To be left out: use tool_choice */
  function_call?: unknown
  /** To be left out: no search is made here */
  web_search_options?: unknown
  /** "auto" or "default": there is one tier */
  service_tier?: unknown
  /** "medium": no model here takes another one */
  verbosity?: unknown
  /** To be left out: nothing is moderated here */
  moderation?: unknown
  /** Not used, but for `prewarm`, which must be false: a prompt is always answered */
  prompt_cache_options?: unknown
  /** Not used: the token says who asks */
  user?: unknown
  /** Not used: the token says who asks */
  safety_identifier?: unknown
  /** Not used: the model’s cache is found by the prompt itself */
  prompt_cache_key?: unknown
  /** Not used: the model server keeps its cache as it is set to */
  prompt_cache_retention?: unknown
  /** Whatever it is, nothing is kept */
  store?: unknown
  /** Not used: nothing is kept */
  metadata?: unknown
  /** Not used: a hint that could make an answer quicker, and changes nothing in it */
  prediction?: unknown
  response_format?: {
    type: "text" | "json_object"
  } | {
    type: "json_schema"
    json_schema: {
      schema: Record<string, unknown>
      /** Goes into the schema, if it has none */
      description?: string | null
    }
  } | null
  tools?: ({
    /** `function`: models here call no others */
    type: string
    function?: {
      name: string
    } | null
  })[] | null
  /** `required` and a name are enforced: an answer without the call is refused with 400. Ollama’s is bound to be one by a JSON schema */
  tool_choice?: "auto" | "none" | "required" | {
    type: string
    function?: {
      name: string
    } | null
  } | null
}

export interface OpenAiContentPartAddedEvent {
  event: "response.content_part.added"
  data: string
}

export interface OpenAiContentPartDoneEvent {
  event: "response.content_part.done"
  data: string
}

export interface OpenAiEmbeddingList {
  object: "list"
  data: ({
    object: "embedding"
    /** Its place in `input` */
    index: number
    embedding: number[] | string
  })[]
  /** The embedding model */
  model: string
  usage: {
    /** Estimated */
    prompt_tokens: number
    /** Estimated */
    total_tokens: number
  }
}

export interface OpenAiEmbeddingRequest {
  /** Left out: the configured embedding model, the only one */
  model?: string | null
  input: string | string[]
  /** Default: "float". */
  encoding_format?: "float" | "base64" | null
  /** What the model gives; anything else is refused */
  dimensions?: number | null
  /** Not used: the token says who asks */
  user?: unknown
}

/** The last event */
export interface OpenAiEndEvent {
  event?: "message"
  /** `<stream_id>-<n>`: what a client sends as Last-Event-ID */
  id?: string
  data: "[DONE]"
}

export interface OpenAiError {
  error: {
    /** What to change */
    message: string
    type: "invalid_request_error" | "authentication_error" | "permission_error" | "rate_limit_error" | "server_error"
    /** The field that is wrong */
    param: string | null
    code: ErrorCode
  }
  /** What to change */
  detail: string
  code: ErrorCode
  errors?: FieldError[]
  /** When the request failed (UTC) */
  timestamp: string
  /** As in the header X-Request-Id */
  request_id: string
  /** The user of the token, once it is known */
  user_id?: string
}

/** The stream ends after it */
export interface OpenAiErrorEvent {
  event?: "message"
  /** `<stream_id>-<n>`: what a client sends as Last-Event-ID */
  id?: string
  data: string
}

export interface OpenAiFunctionCall {
  /** The item */
  id: string
  type: "function_call"
  status: "in_progress" | "completed" | "incomplete"
  /** Names the call in its output */
  call_id: string
  /** The function */
  name: string
  /** JSON, as the model wrote it */
  arguments: string
}

export interface OpenAiFunctionCallArgumentsDeltaEvent {
  event: "response.function_call_arguments.delta"
  data: string
}

export interface OpenAiFunctionCallArgumentsDoneEvent {
  event: "response.function_call_arguments.done"
  data: string
}

export interface OpenAiModel {
  /** Name of the model */
  id: string
  object: "model"
  /** When it was installed, in Unix seconds */
  created: number
  /** The provider */
  owned_by: string
}

export interface OpenAiModelList {
  object: "list"
  data: OpenAiModel[]
}

export type OpenAiOutputItem = OpenAiOutputMessage | OpenAiReasoning | OpenAiFunctionCall

export interface OpenAiOutputItemAddedEvent {
  event: "response.output_item.added"
  data: string
}

export interface OpenAiOutputItemDoneEvent {
  event: "response.output_item.done"
  data: string
}

export interface OpenAiOutputMessage {
  /** The item */
  id: string
  type: "message"
  status: "in_progress" | "completed" | "incomplete"
  role: "assistant"
  content: OpenAiOutputText[]
}

export interface OpenAiOutputText {
  type: "output_text"
  /** What the model wrote */
  text: string
  annotations: (Record<string, unknown>)[]
  logprobs: (Record<string, unknown>)[]
}

export interface OpenAiOutputTextDeltaEvent {
  event: "response.output_text.delta"
  data: string
}

export interface OpenAiOutputTextDoneEvent {
  event: "response.output_text.done"
  data: string
}

export interface OpenAiReasoning {
  /** The item */
  id: string
  type: "reasoning"
  status: "in_progress" | "completed" | "incomplete"
  summary: (Record<string, unknown>)[]
  content: OpenAiReasoningText[]
}

export interface OpenAiReasoningText {
  type: "reasoning_text"
  /** What the model thought */
  text: string
}

export interface OpenAiReasoningTextDeltaEvent {
  event: "response.reasoning_text.delta"
  data: string
}

export interface OpenAiReasoningTextDoneEvent {
  event: "response.reasoning_text.done"
  data: string
}

export interface OpenAiResponse {
  /** The answer */
  id: string
  object: "response"
  /** Unix seconds */
  created_at: number
  status: "in_progress" | "completed" | "incomplete"
  background: boolean
  error: string | null
  /** null: the answer is whole */
  incomplete_details: {
    reason: "max_output_tokens"
  } | null
  /** As in the request */
  instructions: string | null
  /** As in the request */
  max_output_tokens: number | null
  max_tool_calls: string | null
  /** As in the request */
  metadata: Record<string, unknown>
  /** The model that answered */
  model: string
  output: OpenAiOutputItem[]
  parallel_tool_calls: boolean
  previous_response_id: string | null
  reasoning: {
    /** null: the model’s default */
    effort: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max" | null
    summary: string | null
  }
  service_tier: "default"
  /** False: nothing is kept */
  store: boolean
  /** As in the request */
  temperature: number | null
  /** As in the request */
  text: Record<string, unknown>
  /** As in the request */
  tool_choice: string | {
    type: string
    name?: string
  }
  tools: (Record<string, unknown>)[]
  /** 0 */
  top_logprobs: number
  /** As in the request */
  top_p: number | null
  truncation: "auto" | "disabled"
  /** null: the answer is still being written */
  usage: {
    /** Tokens of the prompt */
    input_tokens: number
    input_tokens_details: {
      /** 0: not known */
      cached_tokens: number
    }
    /** Tokens that the model wrote */
    output_tokens: number
    output_tokens_details: {
      /** 0: not known */
      reasoning_tokens: number
    }
    /** Both together */
    total_tokens: number
  } | null
}

export interface OpenAiResponseCompletedEvent {
  event: "response.completed"
  data: string
}

export interface OpenAiResponseCreatedEvent {
  event: "response.created"
  data: string
}

export interface OpenAiResponseError {
  type: "error"
  /** What to change */
  message: string
  param: string | null
  error: {
    /** What to change */
    message: string
    type: "invalid_request_error" | "authentication_error" | "permission_error" | "rate_limit_error" | "server_error"
    /** The field that is wrong */
    param: string | null
    code: ErrorCode
  }
  /** What to change */
  detail: string
  code: ErrorCode
  errors?: FieldError[]
  /** When the request failed (UTC) */
  timestamp: string
  /** As in the header X-Request-Id */
  request_id: string
  /** The user of the token, once it is known */
  user_id?: string
}

/** The stream ends after it */
export interface OpenAiResponseErrorEvent {
  event: "error"
  data: string
}

export type OpenAiResponseEvent = OpenAiResponseCreatedEvent | OpenAiResponseInProgressEvent | OpenAiOutputItemAddedEvent | OpenAiContentPartAddedEvent | OpenAiOutputTextDeltaEvent | OpenAiOutputTextDoneEvent | OpenAiReasoningTextDeltaEvent | OpenAiReasoningTextDoneEvent | OpenAiFunctionCallArgumentsDeltaEvent | OpenAiFunctionCallArgumentsDoneEvent | OpenAiContentPartDoneEvent | OpenAiOutputItemDoneEvent | OpenAiResponseCompletedEvent | OpenAiResponseIncompleteEvent | OpenAiResponseErrorEvent

export interface OpenAiResponseInProgressEvent {
  event: "response.in_progress"
  data: string
}

export interface OpenAiResponseIncompleteEvent {
  event: "response.incomplete"
  data: string
}

export interface OpenAiResponseRequest {
  /** Left out: the configured chat model */
  model?: string | null
  input: string | ({
    /** `message`, `function_call`, `function_call_output` or `reasoning` */
    type?: string | null
    /** `user`, `assistant`, `system` or `developer` */
    role?: string | null
    content?: string | ({
      /** `input_text`, `output_text` or `refusal` */
      type: string
      text?: string | null
      refusal?: string | null
    })[] | null
    call_id?: string | null
    name?: string | null
    arguments?: string | null
    output?: string | ({
      /** `input_text`, `output_text` or `refusal` */
      type: string
      text?: string | null
      refusal?: string | null
    })[] | null
  })[]
  /** Stands before the input, as the system’s message */
  instructions?: string | null
  /** Answer as typed events */
  stream?: boolean | null
  max_output_tokens?: number | null
  temperature?: number | null
  top_p?: number | null
  seed?: number | null
  presence_penalty?: number | null
  frequency_penalty?: number | null
  stop?: string | string[] | null
  text?: {
    format?: {
      type: "text" | "json_object"
    } | {
      type: "json_schema"
      schema: Record<string, unknown>
      /** Goes into the schema, if it has none */
      description?: string | null
    } | null
    /** "medium": no model here takes another one */
    verbosity?: unknown
  } | null
  tools?: ({
    type: string
  })[] | null
  tool_choice?: string | {
    type: string
  } | null
  /** False: of several calls of functions only the first one is given */
  parallel_tool_calls?: boolean | null
  reasoning?: {
    /** A model that does not reason takes none alone */
    effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max" | null
    /** To be left out: models here give their reasoning itself */
    summary?: unknown
    /** To be left out: models here give their reasoning itself */
    generate_summary?: unknown
    /** "auto": earlier reasoning is not sent to a model again */
    context?: unknown
    /** "standard": no model here takes another one */
    mode?: unknown
  } | null
  /** Not used: it counts calls of tools that there are none of here */
  max_tool_calls?: number | null
  /** Not used: nothing is added to hide the length of an event */
  stream_options?: unknown
  /** Not used: the token says who asks */
  user?: unknown
  /** Not used: the token says who asks */
  safety_identifier?: unknown
  /** Not used: the model’s cache is found by the prompt itself */
  prompt_cache_key?: unknown
  /** Not used: the model server keeps its cache as it is set to */
  prompt_cache_retention?: unknown
  /** Whatever it is, nothing is kept: the answer says false */
  store?: boolean | null
  /** `auto`: the oldest messages go when the input is longer than the model’s window. Left out or `disabled`: such an input is refused */
  truncation?: "auto" | "disabled" | null
  /** Comes back in the answer */
  metadata?: Record<string, unknown> | null
  /** To be left out: nothing is kept; send the conversation as input */
  previous_response_id?: unknown
  /** To be left out: nothing is kept; send the conversation as input */
  conversation?: unknown
  /** To be left out: there are no stored prompts */
  prompt?: unknown
  /** False: an answer is given while the client waits */
  background?: unknown
  /** Empty, or reasoning.encrypted_content, which no model here has */
  include?: unknown
  /** 0: no model here gives probabilities */
  top_logprobs?: unknown
  /** "auto" or "default": there is one tier */
  service_tier?: unknown
  /** Empty: send what the model is to read */
  context_management?: unknown
  /** To be left out: there are none */
  access_programs?: unknown
  /** To be left out: models here read no images */
  image?: unknown
  /** To be left out: nothing is moderated here */
  moderation?: unknown
  /** Not used, but for `prewarm`, which must be false: a prompt is always answered */
  prompt_cache_options?: unknown
}

export interface OpenAiToolCall {
  /** Names the call, in this answer and in the message of its result */
  id: string
  type: "function"
  function: {
    /** The function */
    name: string
    /** JSON, as the model wrote it */
    arguments: string
  }
}

export interface QaAnswer {
  /** As it was asked */
  question: string
  /** With citations as `[1]` */
  answer: string
  /** Passages that the answer cites */
  sources: Source[]
  /** From the scores of the passages and the share of the answer that cites them; null: made without documents */
  confidence: number | null
  /** Documents of the user that are not searchable yet; null: not known now */
  documents_processing: number | null
  /** The model that answered; `builtin-extractive`: none is configured; `none`: none was run */
  model: string
  usage: Usage
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

/** Always last when all went well */
export interface QaDoneEvent {
  event: "done"
  /** `<stream_id>-<n>`: what a client sends as Last-Event-ID */
  id?: string
  data: string
}

export type QaEvent = TextEvent | SourcesEvent | ErrorEvent | QaDoneEvent

export interface QaRequest {
  question: string
  /** A text to answer from */
  context?: string | null
  /** Look the answer up in the user's documents */
  use_rag?: boolean | null
  top_k?: number | null
  /** Only these documents; empty: all that the user may see */
  source_ids?: string[] | null
  /** The notebook */
  notebook_id?: string | null
  /** Streams only: an event `sources` before the first chunk */
  include_sources?: boolean | null
}

export interface Quiz {
  questions: QuizQuestion[]
  /** The number that was asked for; there are fewer when the material gives no more */
  requested: number
  /** The model that answered; `builtin-extractive`: none is configured; `none`: none was run */
  model: string
  usage: Usage
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface QuizQuestion {
  /** The question */
  question: string
  /** Distinct, the answer among them once; empty: none were wanted */
  options: string[]
  /** The answer */
  answer: string
  /** Why */
  explanation: string
  difficulty: "easy" | "medium" | "hard"
  /** Where the material says it */
  sources: Source[]
}

export interface QuizRequest {
  /** The text to make it from */
  text?: string | null
  /** Without a text: what of the user's documents to make it from */
  topic?: string | null
  /** Only these documents; empty: all that the user may see */
  source_ids?: string[] | null
  /** The notebook */
  notebook_id?: string | null
  /** At most so many; fewer when the material gives no more */
  num_questions?: number | null
  /** Default: "medium". */
  difficulty?: "easy" | "medium" | "hard" | null
  /** Options to choose from; false: questions to be answered freely */
  include_options?: boolean | null
}

export interface Quotas {
  /** Tokens a day; null: no quota */
  total_tokens: number | null
  /** Documents a day; null: no quota */
  documents: number | null
  /** Bytes a day; null: no quota */
  bytes: number | null
}

export interface RatedMessage {
  /** The session */
  session_id: string
  /** The message */
  message_id: string
  rating: number
  /** Thanks */
  message: string
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface Ready {
  status: "ready" | "draining"
}

export interface RefreshToken {
  refresh_token: string
}

export interface RegenerateRequest {
  /** The question as it should have been; empty: the same one again */
  message?: string | null
  /** "auto": the documents are used when passages clear a threshold. Default: "auto". */
  use_rag?: "auto" | boolean | null
  /** Only these documents; empty: all that the user may see */
  source_ids?: string[] | null
  /** The notebook */
  notebook_id?: string | null
  model?: string | null
  /** Answer as /ai/chat/stream does */
  stream?: boolean | null
  /** Streams only: an event `sources` before the first chunk */
  include_sources?: boolean | null
  /** Streams only: a lost connection does not stop the answer; GET /ai/chat/stream/{stream_id} goes on */
  resumable?: boolean | null
}

export interface Root {
  /** The name */
  message: string
  /** Version of the gateway */
  version: string
  /** Path of the documentation */
  docs: string
  /** Path of the health */
  health: string
  /** Verb, path and purpose, by operation */
  endpoints: Record<string, string>
  /** How to show who you are */
  authentication: string
  /** When it was asked (UTC) */
  timestamp: string
}

export interface SearchRequest {
  query: string
  top_k?: number | null
  /** Default: "hybrid". */
  mode?: "hybrid" | "dense" | "lexical" | null
  /** Only these documents; empty: all that the user may see */
  source_ids?: string[] | null
  /** The notebook */
  notebook_id?: string | null
  /** What the metadata of a document must have, all of it: a field (dots lead into objects) and its value, or eq, in, gt, gte, lt, lte; at most 8 fields */
  filter?: Record<string, unknown> | null
}

export interface SearchResults {
  /** The best first */
  results: Source[]
  /** The one really used */
  mode: "hybrid" | "dense" | "lexical"
  /** Share of the user's passages that have vectors */
  coverage: number
  /** Documents of the user that are not searchable yet; null: not known now */
  documents_processing: number | null
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface Session {
  /** The session */
  session_id: string
  /** `{user_id}:{session_id}` */
  thread_id: string
  /** Given, or made from the first message; empty: not made yet */
  title: string
  /** The notebook; null: none */
  notebook_id: string | null
  /** When it was made */
  created_at: string
  /** When its last message was written */
  last_activity: string
  /** Messages of all branches */
  message_count: number
  /** The one with the newest activity */
  is_current: boolean
}

export interface SessionAnswer {
  /** The session */
  session_id: string
  /** `{user_id}:{session_id}` */
  thread_id: string
  /** Given, or made from the first message; empty: not made yet */
  title: string
  /** The notebook; null: none */
  notebook_id: string | null
  /** When it was made */
  created_at: string
  /** When its last message was written */
  last_activity: string
  /** Messages of all branches */
  message_count: number
  /** The one with the newest activity */
  is_current: boolean
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface SessionChatRequest {
  message: string
  /** "auto": the documents are used when passages clear a threshold. Default: "auto". */
  use_rag?: "auto" | boolean | null
  /** Only these documents; empty: all that the user may see */
  source_ids?: string[] | null
  /** The notebook */
  notebook_id?: string | null
  model?: string | null
  /** Answer as /ai/chat/stream does */
  stream?: boolean | null
  /** Streams only: an event `sources` before the first chunk */
  include_sources?: boolean | null
  /** Streams only: a lost connection does not stop the answer; GET /ai/chat/stream/{stream_id} goes on */
  resumable?: boolean | null
}

export interface SessionExport {
  /** The session */
  session_id: string
  /** `{user_id}:{session_id}` */
  thread_id: string
  /** Given, or made from the first message; empty: not made yet */
  title: string
  /** The notebook; null: none */
  notebook_id: string | null
  /** When it was made */
  created_at: string
  /** When its last message was written */
  last_activity: string
  /** Messages of all branches */
  message_count: number
  /** The one with the newest activity */
  is_current: boolean
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
  messages: ExportedMessage[]
}

export interface SessionList {
  sessions: Session[]
  /** Sessions on all pages */
  total: number
  /** `cursor` of the next page; null: this is the last one */
  next_cursor: string | null
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface SessionRequest {
  title?: string | null
  /** The session; one that does not exist is made */
  session_id?: string | null
  /** The notebook */
  notebook_id?: string | null
}

export interface SessionTitle {
  title: string
}

/** A passage that an answer cites: `[n]` is the n-th of the sources */
export interface Source {
  /** Name of the document, or of the web page */
  source: string
  /** Address of a web page; documents have none */
  url?: string
  /** The passage: the stored text from `start` to `end` */
  content: string
  /** As the document was uploaded */
  metadata: Record<string, unknown>
  /** The document; empty for a web page */
  document_id: string
  /** The passage within the document */
  chunk_id: string
  /** Name of the document */
  filename: string
  /** How well it fits, the best one first */
  score: number
  /** Where the passage begins, in UTF-16 code units */
  start: number
  /** Where the passage ends */
  end: number
  /** Page or slide, from 1; null: the format has none */
  page: number | null
}

/** Only with `include_sources`: before the first text */
export interface SourcesEvent {
  event: "sources"
  /** `<stream_id>-<n>`: what a client sends as Last-Event-ID */
  id?: string
  data: string
}

export interface StoppedStream {
  /** The stream */
  stream_id: string
  /** Whether the answer was being written */
  stopped: boolean
  /** What happens now */
  message: string
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface StreamError {
  type: "error"
  /** As `detail` */
  message: string
  /** A short title */
  error: string
  /** What to change */
  detail: string
  code: ErrorCode
  errors?: FieldError[]
  /** When the request failed (UTC) */
  timestamp: string
  /** As in the header X-Request-Id */
  request_id: string
  /** The user of the token, once it is known */
  user_id?: string
}

export interface StreamTicket {
  /** The stream that it opens */
  stream_id: string
  /** For `?ticket=`, once */
  ticket: string
  /** Until when it is good */
  expires_at: string
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface StudyPlan {
  /** As it was asked */
  topic: string
  /** First day */
  start_date: string
  /** Last day */
  end_date: string
  /** The most that a day takes */
  minutes_per_day: number
  /** By date */
  plan: StudyPlanEntry[]
  /** The model that answered; `builtin-extractive`: none is configured; `none`: none was run */
  model: string
  usage: Usage
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface StudyPlanEntry {
  /** The day */
  date: string
  /** How long it takes */
  minutes: number
  /** Subject */
  title: string
  tasks: string[]
  /** Where the material says it */
  sources: Source[]
}

export interface StudyPlanRequest {
  /** Without a text: what of the user's documents to make it from */
  topic?: string | null
  /** Only these documents; empty: all that the user may see */
  source_ids?: string[] | null
  /** The notebook */
  notebook_id?: string | null
  /** First day */
  start_date: string
  /** Last day, at most a year later */
  end_date: string
  minutes_per_day?: number | null
}

export interface SummarizeRequest {
  text: string
  /** Words */
  max_length?: number | null
  /** concise, detailed, bullet, study_guide; any other word: concise */
  style?: string | null
}

export interface Summary {
  /** The summary */
  summary: string
  /** Characters (code points) of the text */
  original_length: number
  /** Characters (code points) of the summary */
  summary_length: number
  /** The model that answered; `builtin-extractive`: none is configured; `none`: none was run */
  model: string
  usage: Usage
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

/** Always last when all went well */
export interface SummaryDoneEvent {
  event: "done"
  /** `<stream_id>-<n>`: what a client sends as Last-Event-ID */
  id?: string
  data: string
}

export type SummaryEvent = TextEvent | SourcesEvent | ErrorEvent | SummaryDoneEvent

/** Text, as soon as the model gave it */
export interface TextEvent {
  event?: "message"
  /** `<stream_id>-<n>`: what a client sends as Last-Event-ID */
  id?: string
  /** A piece of the text; joined, they are the whole */
  data: string
}

export interface TextUpload {
  content: string
  filename: string
  /** At most 16 KiB as JSON */
  metadata?: Record<string, unknown> | null
  /** The notebook */
  notebook_id?: string | null
}

export interface TokenPair {
  /** For `Authorization: Bearer` */
  access_token: string
  /** For the next pair, once */
  refresh_token: string
  /** Seconds that the access token is good for */
  expires_in: number
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface UiChatRequest {
  /** The session; one that does not exist is made */
  id: string
  /** The conversation as the client has it. The last message of the user is the question */
  messages?: ({
    id?: string | null
    /** `user`, `assistant` or `system` */
    role: string
    parts: ({
      type: string
      text?: string | null
    })[]
  })[] | null
  message?: {
    id?: string | null
    /** `user`, `assistant` or `system` */
    role: string
    parts: ({
      type: string
      text?: string | null
    })[]
  } | null
  /** `regenerate-message`: another answer, on a branch, to a question that was asked */
  trigger?: "submit-message" | "regenerate-message" | null
  /** The message that is replaced: an answer, or a question that was edited */
  messageId?: string | null
  /** "auto": the documents are used when passages clear a threshold. Default: "auto". */
  use_rag?: "auto" | boolean | null
  /** Only these documents; empty: all that the user may see */
  source_ids?: string[] | null
  /** The notebook */
  notebook_id?: string | null
  model?: string | null
  /** A lost connection does not stop the answer; GET /ai/ui/chat/{session_id}/stream goes on */
  resumable?: boolean | null
}

/** The last event */
export interface UiMessageEndEvent {
  event?: "message"
  /** `<stream_id>-<n>`: what a client sends as Last-Event-ID */
  id?: string
  data: "[DONE]"
}

export type UiMessageEvent = UiMessagePartEvent | UiMessageEndEvent

export interface UiMessageMetadata {
  /** The session */
  session_id: string
  /** The message of the history */
  message_id: string
  /** The model that answered */
  model?: string
  tool_used?: "retrieval" | "web_search" | null
  usage?: Usage
}

/** One part of a UI message of the AI SDK */
export type UiMessagePart = {
  type: "start"
  /** The message of the history */
  messageId?: string
} | {
  type: "source-document"
  /** The number that the answer cites it by */
  sourceId: string
  mediaType: string
  title: string
  filename: string
  providerMetadata: UiSourceMetadata
} | {
  type: "source-url"
  /** The number that the answer cites it by */
  sourceId: string
  url: string
  title: string
  providerMetadata: UiSourceMetadata
} | {
  type: "text-start"
  id: string
} | {
  type: "text-delta"
  id: string
  /** A piece of the text */
  delta: string
} | {
  type: "text-end"
  id: string
} | {
  type: "finish"
  messageMetadata: UiMessageMetadata
} | {
  type: "error"
  /** What to change */
  errorText: string
}

/** A part of the message */
export interface UiMessagePartEvent {
  event?: "message"
  /** `<stream_id>-<n>`: what a client sends as Last-Event-ID */
  id?: string
  data: string
}

export interface UiSourceMetadata {
  collabry: Source
}

export interface UiStopped {
  /** The session */
  session_id: string
  /** Whether an answer was being written */
  stopped: boolean
  /** What happens now */
  message: string
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface UploadAccepted {
  /** Ask for its status */
  task_id: string
  /** The document that it becomes */
  document_id: string
  status: "processing"
  /** Name of the document */
  filename: string
  /** What happens now */
  message: string
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

/** Always last when all went well */
export interface UploadDoneEvent {
  event: "done"
  /** `<stream_id>-<n>`: what a client sends as Last-Event-ID */
  id?: string
  data: string
}

export type UploadEvent = UploadProgressEvent | ErrorEvent | UploadDoneEvent

/** The task has changed */
export interface UploadProgressEvent {
  event?: "message"
  /** `<stream_id>-<n>`: what a client sends as Last-Event-ID */
  id?: string
  data: string
}

export interface UploadTask {
  /** The task */
  task_id: string
  /** The document */
  document_id: string
  /** completed: searchable */
  status: "processing" | "completed" | "failed"
  /** Name of the document */
  filename: string
  /** When the upload was accepted */
  started_at: string
  /** When it ended; null: not yet */
  completed_at: string | null
  /** Why it failed; null: it did not */
  error: string | null
  /** From 0 to 1 */
  progress: number
  /** Passages that are searchable */
  chunks_processed: number
  /** Passages of the text, once it was read */
  chunks_total: number
  /** Attempts that were begun */
  attempts: number
  /** What is done now, or what the document lacks */
  status_detail: string
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface UploadTicket {
  /** The upload */
  task_id: string
  /** For `?ticket=`, once */
  ticket: string
  /** Until when it is good */
  expires_at: string
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}

export interface Usage {
  /** Tokens of the prompts */
  prompt_tokens: number
  /** Tokens that the model wrote */
  completion_tokens: number
  /** Both together */
  total_tokens: number
  context: ContextUsage
  /** Runs of the model, where a text was worked through in stages */
  stages?: number
}

export interface UsageDay {
  /** UTC */
  day: string
  /** Requests */
  requests: number
  /** Tokens of prompts */
  prompt_tokens: number
  /** Tokens that models wrote */
  completion_tokens: number
  /** Both together */
  total_tokens: number
  /** Documents uploaded */
  documents: number
  /** Bytes uploaded */
  bytes: number
}

export interface UsageReport {
  today: UsageDay
  quotas: Quotas
  /** When the next day begins */
  resets_at: string
  /** Oldest first */
  history: UsageDay[]
  /** The user of the token */
  user_id: string
  /** When the answer was made (UTC) */
  timestamp: string
}
