import { type Static, type TSchema, Type as t } from '@sinclair/typebox'
import { body, flag, optional, text, whole } from '../core/schemas'
import { REASONING_EFFORTS } from './models'

// Clients send null for fields that they leave out, in messages too.
const orNull = <Schema extends TSchema>(schema: Schema, error: string) => t.Optional(t.Union([schema, t.Null()], { error }))

/** Read only to be refused: a parameter that no model here supports is an error and is never ignored. */
export const refusedUnless = (description: string) => t.Optional(t.Unknown({ description }))

export const CONTENT_CHARS_MAX = 1_000_000
const NAME_RULE = 'must be a name of 1 to 64 characters of A-Z a-z 0-9 . _ -'
export const toolName = t.String({ pattern: '^[A-Za-z0-9._-]{1,64}$', error: NAME_RULE })
const anything = t.Record(t.String(), t.Unknown(), { error: 'must be a JSON object' })

/** As OpenAI has it; an empty one names nobody. */
const participant = t.String({ maxLength: 64, pattern: '^[^\\s<|\\\\/>]*$' })
const PARTICIPANT_RULE = 'must be a name of at most 64 characters, without blanks and without < > | / \\'

const PART_RULE = `must be a string of at most ${CONTENT_CHARS_MAX} characters`
const Part = t.Object(
  {
    type: t.String(),
    text: orNull(t.String({ maxLength: CONTENT_CHARS_MAX }), PART_RULE),
    refusal: orNull(t.String({ maxLength: CONTENT_CHARS_MAX }), PART_RULE),
  },
  { additionalProperties: true, error: 'must be an object with a type' },
)

const Call = t.Object(
  {
    id: t.String({ maxLength: 256 }),
    type: t.Literal('function'),
    function: t.Object({ name: toolName, arguments: t.String({ maxLength: CONTENT_CHARS_MAX }) }, { additionalProperties: true }),
  },
  { additionalProperties: true, error: 'must be a call of a function, with id, type, function.name and function.arguments' },
)

const roles = ['system', 'developer', 'user', 'assistant', 'tool'] as const
const Message = t.Object(
  {
    role: t.Union(
      roles.map((role) => t.Literal(role)),
      { error: `must be one of ${roles.join(', ')}` },
    ),
    content: orNull(
      t.Union([t.String({ maxLength: CONTENT_CHARS_MAX }), t.Array(Part, { maxItems: 1_000 })]),
      `must be a string of at most ${CONTENT_CHARS_MAX} characters or a list of text parts`,
    ),
    refusal: orNull(t.String({ maxLength: CONTENT_CHARS_MAX }), `must be a string of at most ${CONTENT_CHARS_MAX} characters`),
    tool_calls: orNull(t.Array(Call, { maxItems: 128 }), 'must be a list of at most 128 calls of functions'),
    tool_call_id: orNull(t.String({ maxLength: 256 }), 'must be a string of at most 256 characters'),
    name: t.Optional(
      t.Union([participant, t.Null()], {
        description: 'Says to the model who speaks: the text begins with it. Of a result: the function',
        error: PARTICIPANT_RULE,
      }),
    ),
    audio: refusedUnless('To be left out: models here hear nothing'),
    function_call: refusedUnless('To be left out: use tool_calls'),
  },
  { additionalProperties: true, error: 'must be a message' },
)

const Tool = t.Object(
  {
    type: t.String({ description: '`function`: models here call no others' }),
    function: t.Optional(t.Object({ name: toolName }, { additionalProperties: true, error: 'must be a function with a name' })),
  },
  { additionalProperties: true, error: 'must be a function' },
)

const ToolChoice = t.Union(
  [
    t.Literal('auto'),
    t.Literal('none'),
    t.Literal('required'),
    t.Object(
      { type: t.String(), function: t.Optional(t.Object({ name: toolName }, { additionalProperties: true })) },
      { additionalProperties: true },
    ),
  ],
  {
    description:
      '`required` and a name are enforced: an answer without the call is refused with 400. Ollama’s is bound to be one by a JSON schema',
    error: 'must be "auto", "none", "required" or a function by its name',
  },
)

export const schemaDescription = t.Optional(
  t.Union([t.String(), t.Null()], { description: 'Goes into the schema, if it has none' }),
)

const ResponseFormat = t.Union(
  [
    t.Object({ type: t.Union([t.Literal('text'), t.Literal('json_object')]) }, { additionalProperties: true }),
    t.Object(
      {
        type: t.Literal('json_schema'),
        json_schema: t.Object({ schema: anything, description: schemaDescription }, { additionalProperties: true }),
      },
      { additionalProperties: true },
    ),
  ],
  { error: 'must have the type text, json_object, or json_schema with a json_schema.schema' },
)

export const between = (minimum: number, maximum: number) =>
  t.Number({ minimum, maximum, error: `must be a number from ${minimum} to ${maximum}` })

export const reasoningEffort = t.Union(
  REASONING_EFFORTS.map((effort) => t.Literal(effort)),
  { description: 'A model that does not reason takes none alone', error: `must be one of ${REASONING_EFFORTS.join(', ')}` },
)

/** Fields that both requests have and neither honours. */
export const refusedEverywhere = {
  moderation: refusedUnless('To be left out: nothing is moderated here'),
  prompt_cache_options: refusedUnless('Not used, but for `prewarm`, which must be false: a prompt is always answered'),
}

const unsupportedFields = {
  n: refusedUnless('1: there is one answer a request'),
  logprobs: refusedUnless('False: no model here gives probabilities'),
  top_logprobs: refusedUnless('0: no model here gives probabilities'),
  logit_bias: refusedUnless('Empty: no model here takes biases'),
  modalities: refusedUnless('["text"]: models here write text alone'),
  audio: refusedUnless('To be left out: models here write text alone'),
  functions: refusedUnless('To be left out: use tools'),
  function_call: refusedUnless('To be left out: use tool_choice'),
  web_search_options: refusedUnless('To be left out: no search is made here'),
  service_tier: refusedUnless('"auto" or "default": there is one tier'),
  verbosity: refusedUnless('"medium": no model here takes another one'),
  ...refusedEverywhere,
}

const unused = (description: string) => t.Optional(t.Unknown({ description }))

/** Fields that change nothing of an answer. */
export const fieldsWithoutEffect = {
  user: unused('Not used: the token says who asks'),
  safety_identifier: unused('Not used: the token says who asks'),
  prompt_cache_key: unused('Not used: the model’s cache is found by the prompt itself'),
  prompt_cache_retention: unused('Not used: the model server keeps its cache as it is set to'),
}

export const StopWord = t.String({ minLength: 1, maxLength: 256 })

export const TOKENS_MAX = 1_000_000

export const CompletionBody = body(
  {
    model: optional(text(1, 256, { description: 'Left out: the configured chat model' })),
    messages: t.Array(Message, { minItems: 1, maxItems: 1_000, error: 'must be a list of 1 to 1000 messages' }),
    stream: flag(false, 'Answer as events that end with [DONE]'),
    stream_options: optional(
      t.Object(
        {
          include_usage: t.Optional(t.Union([t.Boolean(), t.Null()])),
          include_obfuscation: unused('Not used: nothing is added to hide the length of an event'),
        },
        { additionalProperties: true, error: 'must be an object with include_usage, true or false' },
      ),
    ),
    max_tokens: optional(whole(1, TOKENS_MAX)),
    max_completion_tokens: optional(whole(1, TOKENS_MAX, { description: 'Goes before max_tokens' })),
    temperature: optional(between(0, 2)),
    stop: optional(
      t.Union([StopWord, t.Array(StopWord, { maxItems: 4 })], {
        error: 'must be a text of 1 to 256 characters, or at most 4 of them',
      }),
    ),
    top_p: optional(between(0, 1)),
    seed: optional(whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)),
    presence_penalty: optional(between(-2, 2)),
    frequency_penalty: optional(between(-2, 2)),
    parallel_tool_calls: flag(true, 'False: of several calls of functions only the first one is given'),
    reasoning_effort: optional(reasoningEffort),
    ...unsupportedFields,
    ...fieldsWithoutEffect,
    store: unused('Whatever it is, nothing is kept'),
    metadata: unused('Not used: nothing is kept'),
    prediction: unused('Not used: a hint that could make an answer quicker, and changes nothing in it'),
    response_format: optional(ResponseFormat),
    tools: t.Array(Tool, { default: [], maxItems: 128, error: 'must be a list of at most 128 functions' }),
    tool_choice: optional(ToolChoice),
  },
  'OpenAiCompletionRequest',
)
export type CompletionBody = Static<typeof CompletionBody>
