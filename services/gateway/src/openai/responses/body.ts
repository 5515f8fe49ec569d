import { type Static, Type as t } from '@sinclair/typebox'
import { body, flag, optional, text, whole } from '../../core/schemas'
import {
  between,
  CONTENT_CHARS_MAX,
  fieldsWithoutEffect,
  reasoningEffort,
  refusedEverywhere,
  refusedUnless,
  StopWord,
  schemaDescription,
  TOKENS_MAX,
  toolName,
} from '../completion-body'
import { REASONING_EFFORTS } from '../models'

const Part = t.Object(
  {
    type: t.String({ description: '`input_text`, `output_text` or `refusal`' }),
    text: t.Optional(t.String({ maxLength: CONTENT_CHARS_MAX })),
    refusal: t.Optional(t.String({ maxLength: CONTENT_CHARS_MAX })),
  },
  { additionalProperties: true, error: 'must be an object with a type' },
)

const Content = t.Union([t.String({ maxLength: CONTENT_CHARS_MAX }), t.Array(Part, { maxItems: 1_000 })])

/** The fields of all kinds of items. The fields that a kind requires are checked when an item is read. */
const Item = t.Object(
  {
    type: t.Optional(t.String({ description: '`message`, `function_call`, `function_call_output` or `reasoning`' })),
    role: t.Optional(t.String({ description: '`user`, `assistant`, `system` or `developer`' })),
    content: t.Optional(t.Union([Content, t.Null()])),
    call_id: t.Optional(t.Union([t.String({ maxLength: 256 }), t.Null()])),
    name: t.Optional(t.Union([toolName, t.Null()])),
    arguments: t.Optional(t.String({ maxLength: CONTENT_CHARS_MAX })),
    output: t.Optional(Content),
  },
  {
    additionalProperties: true,
    error: 'must be an item: a message, or a call of a function or its output, with strings and lists of parts',
  },
)

const TextFormat = t.Object(
  {
    format: optional(
      t.Union(
        [
          t.Object({ type: t.Union([t.Literal('text'), t.Literal('json_object')]) }, { additionalProperties: true }),
          t.Object(
            { type: t.Literal('json_schema'), schema: t.Record(t.String(), t.Unknown()), description: schemaDescription },
            { additionalProperties: true },
          ),
          t.Null(),
        ],
        { error: 'must have the type text, json_object, or json_schema with a schema' },
      ),
    ),
    verbosity: t.Optional(t.Unknown({ description: '"medium": no model here takes another one' })),
  },
  { additionalProperties: true, error: 'must be an object with a format: text, json_object, or json_schema with a schema' },
)

/** Read only to be refused: an unsupported parameter is an error and is never ignored. */
const unsupportedFields = {
  previous_response_id: refusedUnless('To be left out: nothing is kept; send the conversation as input'),
  conversation: refusedUnless('To be left out: nothing is kept; send the conversation as input'),
  prompt: refusedUnless('To be left out: there are no stored prompts'),
  background: refusedUnless('False: an answer is given while the client waits'),
  include: refusedUnless('Empty, or reasoning.encrypted_content, which no model here has'),
  top_logprobs: refusedUnless('0: no model here gives probabilities'),
  service_tier: refusedUnless('"auto" or "default": there is one tier'),
  context_management: refusedUnless('Empty: send what the model is to read'),
  access_programs: refusedUnless('To be left out: there are none'),
  image: refusedUnless('To be left out: models here read no images'),
  ...refusedEverywhere,
}

export const ResponseBody = body(
  {
    model: optional(text(1, 256, { description: 'Left out: the configured chat model' })),
    input: t.Union([t.String({ maxLength: CONTENT_CHARS_MAX }), t.Array(Item, { minItems: 1, maxItems: 1_000 })], {
      error: `must be a text of at most ${CONTENT_CHARS_MAX} characters, or a list of 1 to 1000 items: messages, calls of functions and their outputs`,
    }),
    instructions: optional(text(0, CONTENT_CHARS_MAX, { description: 'Stands before the input, as the system’s message' })),
    stream: flag(false, 'Answer as typed events'),
    max_output_tokens: optional(whole(1, TOKENS_MAX)),
    temperature: optional(between(0, 2)),
    top_p: optional(between(0, 1)),
    seed: optional(whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)),
    presence_penalty: optional(between(-2, 2)),
    frequency_penalty: optional(between(-2, 2)),
    stop: optional(
      t.Union([StopWord, t.Array(StopWord, { maxItems: 4 })], {
        error: 'must be a text of 1 to 256 characters, or at most 4 of them',
      }),
    ),
    text: optional(TextFormat),
    tools: t.Array(t.Object({ type: t.String() }, { additionalProperties: true, error: 'must be a tool with a type' }), {
      default: [],
      maxItems: 128,
      error: 'must be a list of at most 128 functions',
    }),
    tool_choice: optional(
      t.Union([t.String(), t.Object({ type: t.String() }, { additionalProperties: true })], {
        error: 'must be "auto", "none", "required" or a function by its name',
      }),
    ),
    parallel_tool_calls: flag(true, 'False: of several calls of functions only the first one is given'),
    reasoning: optional(
      t.Object(
        {
          effort: t.Optional(t.Union([reasoningEffort, t.Null()])),
          summary: refusedUnless('To be left out: models here give their reasoning itself'),
          generate_summary: refusedUnless('To be left out: models here give their reasoning itself'),
          context: refusedUnless('"auto": earlier reasoning is not sent to a model again'),
          mode: refusedUnless('"standard": no model here takes another one'),
        },
        { additionalProperties: true, error: `must be an object with an effort: ${REASONING_EFFORTS.join(', ')}` },
      ),
    ),
    max_tool_calls: optional(
      whole(1, TOKENS_MAX, { description: 'Not used: it counts calls of tools that there are none of here' }),
    ),
    stream_options: t.Optional(t.Unknown({ description: 'Not used: nothing is added to hide the length of an event' })),
    ...fieldsWithoutEffect,
    store: flag(false, 'Whatever it is, nothing is kept: the answer says false'),
    truncation: optional(
      t.Union([t.Literal('auto'), t.Literal('disabled')], {
        description:
          '`auto`: the oldest messages go when the input is longer than the model’s window. Left out or `disabled`: such an input is refused',
        error: 'must be "auto" or "disabled"',
      }),
    ),
    metadata: optional(
      t.Object({}, { additionalProperties: true, description: 'Comes back in the answer', error: 'must be a JSON object' }),
    ),
    ...unsupportedFields,
  },
  'OpenAiResponseRequest',
)
export type ResponseBody = Static<typeof ResponseBody>
