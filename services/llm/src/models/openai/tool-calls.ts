import { brokenAnswer } from '../http/errors'
import { toolCallId } from '../http/tool-calls'
import type { ToolCall } from '../model'
import type { ToolCallFragment } from './chunk'

const CALLS_MAX = 128
const ARGUMENTS_LENGTH_MAX = 262_144

/** Assembles the tool calls of an answer from their fragments. */
export function toolCallCollector() {
  const calls = new Map<number, ToolCall>()
  let length = 0
  return {
    add(fragments: ToolCallFragment[]): void {
      for (const { index, id, name, argumentsFragment } of fragments) {
        const call = calls.get(index) ?? { id: toolCallId(id, calls.values()), name: '', argumentsJson: '' }
        length += argumentsFragment.length
        calls.set(index, {
          id: call.id,
          name: call.name || name,
          argumentsJson: call.argumentsJson + argumentsFragment,
        })
      }
      if (calls.size > CALLS_MAX || length > ARGUMENTS_LENGTH_MAX) throw brokenAnswer('too many tool calls')
    },
    calls: (): ToolCall[] => [...calls.values()].map((call) => ({ ...call, argumentsJson: call.argumentsJson || '{}' })),
  }
}
