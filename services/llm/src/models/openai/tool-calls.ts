import { brokenAnswer } from '../http/errors'
import type { ToolCall } from '../model'
import type { CallPiece } from './chunk'

const CALLS_MAX = 128
const ARGUMENTS_LENGTH_MAX = 262_144

/** Puts the calls of an answer together from their pieces. */
export function callCollector() {
  const calls = new Map<number, ToolCall>()
  let length = 0
  return {
    add(pieces: CallPiece[]): void {
      for (const { index, id, name, argumentsPiece } of pieces) {
        const call = calls.get(index) ?? { id: '', name: '', argumentsJson: '' }
        length += argumentsPiece.length
        calls.set(index, {
          id: call.id || id || `call_${index}`,
          name: call.name || name,
          argumentsJson: call.argumentsJson + argumentsPiece,
        })
      }
      if (calls.size > CALLS_MAX || length > ARGUMENTS_LENGTH_MAX) throw brokenAnswer('more calls than any answer has')
    },
    calls: (): ToolCall[] => [...calls.values()].map((call) => ({ ...call, argumentsJson: call.argumentsJson || '{}' })),
  }
}
