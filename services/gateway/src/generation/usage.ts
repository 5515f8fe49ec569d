import type { Usage } from './llm'

/** Sum of two usages. The window is that of the later run. */
export const addUsage = (before: Usage, after: Usage): Usage => ({
  prompt_tokens: before.prompt_tokens + after.prompt_tokens,
  completion_tokens: before.completion_tokens + after.completion_tokens,
  total_tokens: before.total_tokens + after.total_tokens,
  context: {
    window_tokens: after.context.window_tokens,
    messages_used: before.context.messages_used + after.context.messages_used,
    messages_left_out: before.context.messages_left_out + after.context.messages_left_out,
  },
  stages: (before.stages ?? 1) + (after.stages ?? 1),
})

/** With what became of the passages that were found. */
export const withPassages = (usage: Usage, used: number, leftOut: number): Usage => ({
  ...usage,
  context: { ...usage.context, passages_used: used, passages_left_out: leftOut },
})

/** When no model was run. */
export const NO_USAGE: Usage = {
  prompt_tokens: 0,
  completion_tokens: 0,
  total_tokens: 0,
  context: { window_tokens: null, messages_used: 0, messages_left_out: 0 },
}
