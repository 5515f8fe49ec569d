import type { GenerateRequestInit } from '@collabry/proto/gen/collabry/llm/v1/GenerateRequest'
import { newRequestId } from '@collabry/runtime/request-id'
import { judgePrompt, orderOf } from '../search/judge-prompt'
import type { Judge } from '../search/rerank'
import type { LlmStub } from './llm'

/** The chat model of the llm service as the judge of passages. */
export const llmJudge =
  (llm: Pick<LlmStub, 'generate'>): Judge =>
  async (userId, question, texts, signal) => {
    const { system, user, schema, tokensMax } = judgePrompt(question, texts)
    const request: GenerateRequestInit = {
      userId,
      messages: [
        { role: 'ROLE_SYSTEM', content: system },
        { role: 'ROLE_USER', content: user },
      ],
      jsonSchema: JSON.stringify(schema),
      maxTokens: tokensMax,
      temperature: 0,
      purpose: 'GENERATE_PURPOSE_ANSWER',
    }
    let answer = ''
    const call = { signal, requestId: newRequestId() }
    for await (const { deltas } of llm.generate(request, call)) {
      answer += deltas?.texts.join('') ?? ''
    }
    return orderOf(answer)
  }
