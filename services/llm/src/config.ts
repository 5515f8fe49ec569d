import { processConfig } from '@collabry/runtime/config'
import { type Static, Type as t } from '@sinclair/typebox'

const UPSTREAMS_MAX = 64

/** Settings of the llm service. */
export const LlmConfig = t.Object({
  ...processConfig,
  grpcPort: t.Integer({ default: 50051, minimum: 0, maximum: 65_535, description: 'Port of the gRPC server; 0: a free one' }),
  dataDir: t.String({ default: './data', description: 'Folder of everything that is kept on disk' }),
  llmProvider: t.Union([t.Literal('auto'), t.Literal('ollama'), t.Literal('openai'), t.Literal('builtin')], {
    default: 'auto',
    description:
      '`auto`: `openai` when OPENAI_BASE_URL is set, `ollama` when OLLAMA_BASE_URL is set or one answers at the default address, else `builtin` (no model)',
  }),
  llmFallback: t.Union([t.Literal('none'), t.Literal('builtin')], {
    default: 'none',
    description: '`builtin`: answers without a model while the model is down, instead of 503',
  }),
  ollamaBaseUrl: t.Array(t.String(), {
    default: [],
    maxItems: UPSTREAMS_MAX,
    aliases: ['OLLAMA_HOST'],
    description:
      'Address of Ollama, with or without http://; several, comma-separated, share the work; unset: the default address is tried',
  }),
  ollamaModel: t.Optional(t.String({ description: 'Chat model; unset: the first one installed that can chat' })),
  openaiBaseUrl: t.Array(t.String({ format: 'base-url' }), {
    default: [],
    maxItems: UPSTREAMS_MAX,
    description:
      "Address, with its /v1, of a server of OpenAI's API (vLLM, llama.cpp, any); several, comma-separated, share the work",
  }),
  // A header takes no other characters.
  openaiApiKey: t.Optional(
    t.String({
      secret: true,
      pattern: '^[\\x20-\\x7e\\xa0-\\xff]*$',
      error: 'must be one line of characters that a header can hold',
      description: 'Key that is sent to OPENAI_BASE_URL',
    }),
  ),
  openaiModel: t.Optional(t.String({ description: 'Chat model; unset: the first one offered that is not the embedding model' })),
  openaiContextTokens: t.Integer({
    default: 8_192,
    minimum: 512,
    maximum: 1_048_576,
    description: "The model's window in tokens, where the server does not say (vLLM does)",
  }),
  openaiTools: t.Boolean({
    default: false,
    description: 'Whether the model calls functions, which such a server cannot be asked (vLLM: --enable-auto-tool-choice)',
  }),
  modelFirstTokenSeconds: t.Number({
    default: 120,
    minimum: 1,
    maximum: 3_600,
    renamedFrom: ['OLLAMA_TIMEOUT'],
    description: 'Seconds to wait for the first token of a model server',
  }),
  modelIdleSeconds: t.Number({
    default: 30,
    minimum: 1,
    maximum: 3_600,
    renamedFrom: ['OLLAMA_IDLE_SECONDS'],
    description: 'Seconds to wait for each further token',
  }),
  generationSeconds: t.Number({ default: 600, minimum: 1, maximum: 3_600, description: 'Seconds one answer may take in all' }),
  ollamaNumCtx: t.Integer({
    default: 8_192,
    minimum: 512,
    maximum: 1_048_576,
    description:
      'Largest window in tokens, less where the model has less. Sent with every request, because another value makes Ollama load the model again',
  }),
  answerTokensMax: t.Integer({
    default: 2_048,
    minimum: 16,
    maximum: 131_072,
    description: 'Longest answer, unless the request sets one',
  }),
  embeddingProvider: t.Union(
    [t.Literal('auto'), t.Literal('builtin'), t.Literal('ollama'), t.Literal('openai'), t.Literal('none')],
    {
      default: 'auto',
      description:
        '`auto`: the model server that is configured; without one an Ollama that is found and has EMBEDDING_MODEL, else `builtin`, the multilingual model that comes with the product, and what was chosen first is kept; `none`: documents are found by their words alone',
    },
  ),
  embeddingModel: t.String({ default: 'all-minilm', description: 'Embedding model of the model server' }),
  generationsMax: t.Integer({ default: 1_024, minimum: 1, maximum: 65_536, description: 'Concurrent answers' }),
  upstreamGenerationsMax: t.Integer({
    default: 1_024,
    minimum: 1,
    maximum: 65_536,
    description:
      'Answers one model server makes at once for all replicas of this service (LLM_REPLICAS_NAME). As many as the server computes in parallel (OLLAMA_NUM_PARALLEL, vLLM --max-num-seqs): what waits here waits fairly between users, what waits there does not',
  }),
  llmReplicasName: t.Optional(
    t.String({
      minLength: 1,
      description:
        'DNS name whose addresses are all replicas of this service (a headless Service): they share UPSTREAM_GENERATIONS_MAX; unset: this process alone',
    }),
  ),
  generationsQueuedMax: t.Integer({
    default: 256,
    minimum: 0,
    maximum: 65_536,
    description: 'Answers that may wait in the queue; more are refused with `overloaded`',
  }),
  bunConfigMaxHttpRequests: t.Integer({
    default: 256,
    minimum: 64,
    maximum: 65_336,
    description:
      'Connections Bun opens at once; it reads this variable itself, at its start. More answers than it allows are queued',
  }),
})
export type LlmConfig = Static<typeof LlmConfig>
