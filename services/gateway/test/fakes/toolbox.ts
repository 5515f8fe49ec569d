import type { Finding, Tool, Toolbox, ToolGeneration } from '../../src/chat/answer-with-tools'
import type { ModelPart } from '../../src/generation/llm'
import { fitted, tooLong } from './llm'

const usage = {
  prompt_tokens: 10,
  completion_tokens: 1,
  total_tokens: 11,
  context: { window_tokens: 4_096, messages_used: 1, messages_left_out: 0 },
}

/** What a model does in one round: a text is said, an object is a call of the search. */
export type ScriptedStep = string | { query: unknown } | { name: string }

/** Whether the window has room for this. */
type Fits = (generation: ToolGeneration) => boolean

/** A model that does these deeds, round by round, and then says "ok"; and a search that finds the same for every query. */
export function scriptedToolbox(rounds: ScriptedStep[][], findings: Finding[] | Error = [], fits: Fits = () => true) {
  const asked: ToolGeneration[] = []
  const lookedUp: string[] = []
  const tool: Tool = {
    name: 'web_search',
    definition: { type: 'function', function: { name: 'web_search' } },
    async run(argumentsJson) {
      lookedUp.push(argumentsJson)
      if (findings instanceof Error) throw findings
      return findings
    },
  }
  const toolbox: Toolbox = {
    tools: [tool],
    model: {
      callsTools: async (model) => model !== 'plain',
      async *generate(given): AsyncGenerator<ModelPart> {
        const { generation, reply: hasRoom, ...found } = fitted(given, fits, (fitting) => !fitting)
        if (!hasRoom) throw tooLong()
        let { note } = found
        asked.push(structuredClone(generation))
        const steps = rounds[asked.length - 1] ?? ['ok']
        for (const step of steps) {
          if (typeof step !== 'string') continue
          yield { type: 'text', text: step, ...note }
          note = {}
        }
        const calls = steps.filter((step) => typeof step === 'object').map(toCall)
        if (calls.length > 0) yield { type: 'tool_calls', calls, ...note }
        yield { type: 'finish', reason: calls.length > 0 ? 'tool_calls' : 'stop', model: 'scripted', usage }
      },
    },
  }
  return { toolbox, asked, lookedUp }
}

const toCall = (step: { query: unknown } | { name: string }, index: number) => ({
  id: `call_${index}`,
  name: 'name' in step ? step.name : 'web_search',
  argumentsJson: JSON.stringify(step),
})

export const pageOf = (content: string, number = 1): Finding => ({
  title: `Page ${number}`,
  url: `https://example.org/${number}`,
  content,
})
