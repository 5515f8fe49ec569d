import type { LlmService } from '@collabry/proto'
import type { GenerateRequestInit } from '@collabry/proto/gen/collabry/llm/v1/GenerateRequest'
import type { GenerateResponse } from '@collabry/proto/gen/collabry/llm/v1/GenerateResponse'
import { readStream } from '@collabry/runtime/grpc/client'
import { newRequestId } from '@collabry/runtime/request-id'
import { judgePrompt, orderOf } from '../search/judge-prompt'
import type { Judge } from '../search/rerank'

const GENERATE_MS_MAX = 10_000

/** The chat model of the llm service as the judge of passages. */
export const llmJudge =
  (stub: InstanceType<typeof LlmService>): Judge =>
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
    const limits = { signal, requestId: newRequestId(), deadlineMs: GENERATE_MS_MAX }
    for await (const { deltas } of readStream<GenerateResponse>((m, options) => stub.generate(request, m, options), limits)) {
      answer += deltas?.texts.join('') ?? ''
    }
    return orderOf(answer)
  }
