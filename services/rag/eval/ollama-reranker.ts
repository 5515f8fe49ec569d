import type { Reranker } from '../src/search/rerank'
import { orderOf, rerankerPrompt } from '../src/search/rerank'

/** A chat model of a running Ollama, asked as the llm service asks it. It may take as long as it needs. */
export const ollamaReranker =
  (url: string, model: string): Reranker =>
  async (_, question, texts) => {
    const { system, user, schema, tokensMax } = rerankerPrompt(question, texts)
    const messages = [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ]
    const body = {
      model,
      messages,
      format: schema,
      stream: false,
      options: { temperature: 0, num_predict: tokensMax, num_ctx: 8_192 },
    }
    const response = await fetch(new URL('/api/chat', url), { method: 'POST', body: JSON.stringify(body) })
    const { message } = (await response.json()) as { message?: { content?: string } }
    return orderOf(message?.content ?? '')
  }
