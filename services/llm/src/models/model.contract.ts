import { describe, expect, test } from 'bun:test'
import type { GeneratePart, GenerateRequest, Model } from './model'

interface Kind {
  /** Whether the answer is written by a language model: it obeys lengths and temperature. */
  isLanguageModel: boolean
  embeds: boolean
  /** Whether it can be known that a text is too long, so that it is cut here and not in silence. */
  tellsCuts: boolean
  /** Whether accents are taken off, for a server that would not do it itself. */
  foldsAccents: boolean
  /** The same provider with an address where nobody listens; unset: it has none. */
  away?: () => Model
}

export const TEXT =
  'Photosynthesis turns light into chemical energy. It happens in the chloroplasts of plants. Chlorophyll absorbs red and blue light.'

export const request = (more: Partial<GenerateRequest> = {}): GenerateRequest => ({
  model: '',
  messages: [{ role: 'user', content: `Summarize in one sentence: ${TEXT}` }],
  jsonSchema: undefined,
  maxTokens: 24,
  sampling: { temperature: 0 },
  stop: [],
  brief: {
    task: 'summarize',
    question: '',
    passages: [],
    text: TEXT,
    wordsMax: 20,
    depthMax: 0,
    itemsMax: 0,
    style: 'concise',
  },
  ...more,
})

/** A shape that no model can satisfy in few tokens: how long an answer is must not hang on what a model feels like saying. */
const longAnswer: Partial<GenerateRequest> = {
  jsonSchema: {
    type: 'object',
    properties: { numbers: { type: 'array', items: { type: 'integer' }, minItems: 200 } },
    required: ['numbers'],
  },
}

const forever = () => new AbortController().signal
const all = (parts: AsyncIterable<GeneratePart>) => Array.fromAsync(parts)

/** What every provider of models promises; see the port. */
export function modelContract(
  name: string,
  { isLanguageModel, embeds, tellsCuts, foldsAccents, away }: Kind,
  open: () => Promise<Model>,
): void {
  describe(`model: ${name}`, () => {
    test('an answer is texts, none of them empty, and then exactly one finish', async () => {
      await using model = await open()
      const parts = await all(model.generate(request(), forever()))
      const texts = parts.filter(({ type }) => type === 'text')
      expect(texts.length).toBeGreaterThan(0)
      for (const part of texts) expect(part).not.toMatchObject({ text: '' })
      expect(parts.map(({ type }) => type).indexOf('finish')).toBe(parts.length - 1)
      const { chatModel } = await model.status()
      expect(parts.at(-1)).toMatchObject({ type: 'finish', model: chatModel })
    })

    test('two answers at once do not mix', async () => {
      await using model = await open()
      const [first, second] = await Promise.all([
        all(model.generate(request(), forever())),
        all(model.generate(request(), forever())),
      ])
      for (const parts of [first, second]) expect(parts?.filter(({ type }) => type === 'finish')).toHaveLength(1)
    })

    test('an aborted request ends with an error and without a finish', async () => {
      await using model = await open()
      const parts: GeneratePart[] = []
      const run = async () => {
        for await (const part of model.generate(request(), AbortSignal.abort())) parts.push(part)
      }
      expect(
        await run().then(
          () => 'ended well',
          () => 'failed',
        ),
      ).toBe('failed')
      expect(parts).toEqual([])
    })

    test('the status says who answers', async () => {
      await using model = await open()
      const { chatModel, state, detail } = await model.status()
      expect(chatModel).not.toBe('')
      expect(['healthy', 'embedded']).toContain(state)
      expect(detail).toBe('')
    })

    test('an unknown model is the mistake of who named it', async () => {
      await using model = await open()
      const asked = all(model.generate(request({ model: 'nobody-has-this' }), forever()))
      expect(await asked.catch((error: unknown) => error)).toMatchObject({
        code: 'validation_error',
        fields: [{ field: 'model' }],
      })
    })

    test.if(isLanguageModel && tellsCuts)('a prompt that is longer than the window is refused as such', async () => {
      await using model = await open()
      const content = 'word '.repeat(await model.contextTokensMax('', forever()))
      const asked = all(model.generate(request({ messages: [{ role: 'user', content: content.repeat(2) }] }), forever()))
      expect(await asked.catch((error: unknown) => error)).toMatchObject({
        code: 'context_length_exceeded',
        fields: [{ field: 'messages' }],
      })
    })

    test.if(isLanguageModel)('an answer is counted, and its window is known', async () => {
      await using model = await open()
      const finish = (await all(model.generate(request(), forever()))).at(-1)
      if (finish?.type !== 'finish') throw new Error('no finish')
      expect(finish.usage.promptTokens).toBeGreaterThan(5)
      expect(finish.usage.completionTokens).toBeGreaterThan(0)
      expect(finish.usage.contextTokensMax).toBe(await model.contextTokensMax('', forever()))
      expect((await model.status()).contextTokensMax).toBe(finish.usage.contextTokensMax)
    })

    test.if(isLanguageModel)('an aborted stream ends at once, with the reason of the caller', async () => {
      await using model = await open()
      const leaving = new AbortController()
      const failing = async () => {
        for await (const _ of model.generate(request({ ...longAnswer, maxTokens: 2_000 }), leaving.signal)) leaving.abort()
      }
      expect(await failing().catch((error: unknown) => error)).toMatchObject({ code: 'cancelled' })
    })

    test.if(isLanguageModel)('an answer that reaches its length says so', async () => {
      await using model = await open()
      const parts = await all(model.generate(request({ ...longAnswer, maxTokens: 4 }), forever()))
      expect(parts.at(-1)).toMatchObject({ type: 'finish', reason: 'length' })
    })

    test.if(isLanguageModel)('an answer to a schema is JSON of its shape', async () => {
      await using model = await open()
      const jsonSchema = { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] }
      const parts = await all(model.generate(request({ jsonSchema, maxTokens: 128 }), forever()))
      const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
      expect(typeof JSON.parse(text).ok).toBe('boolean')
    })

    test.if(embeds)('vectors have unit length, come in the order of the texts and are the same for the same text', async () => {
      await using model = await open()
      const { vectors } = await model.embed(['laminar boundary layer', 'a cat sleeps', 'laminar boundary layer'], forever())
      expect(vectors).toHaveLength(3)
      for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 4)
      const [first = [], second = [], third = []] = vectors
      expect(dot(first, third)).toBeGreaterThan(0.999)
      expect(dot(first, second)).toBeLessThan(0.8)
    })

    test.if(embeds)('accents and a text over the limit of the model do no harm', async () => {
      await using model = await open()
      const texts = ['cafe societe', 'café société', 'word '.repeat(4_000)]
      const { vectors, textsCut } = await model.embed(texts, forever())
      const [plain = [], accented = [], long] = vectors
      expect(textsCut).toBe(tellsCuts ? 1 : 0)
      if (foldsAccents) expect(dot(plain, accented)).toBeGreaterThan(0.999)
      expect(long).toHaveLength(plain.length)
    })

    test.if(away !== undefined)(
      'a server that is down is unavailable, soon to be tried again, and the status says so',
      async () => {
        if (!away) return
        await using model = away()
        const unavailable = { code: 'unavailable', retryAfterMs: expect.any(Number) }
        expect(await all(model.generate(request(), forever())).catch((error: unknown) => error)).toMatchObject(unavailable)
        expect(await model.embed(['text'], forever()).catch((error: unknown) => error)).toMatchObject(unavailable)
        const { state, detail } = await model.status()
        expect(state).toBe('unhealthy')
        expect(detail).toMatch(/^[^:/]+\.$/)
      },
    )

    test.if(!embeds)('without an embedding model, embedding is unavailable', async () => {
      await using model = await open()
      const failure = await model.embed(['text'], forever()).catch((error: unknown) => error)
      expect(failure).toMatchObject({ code: 'unavailable' })
    })
  })
}

export const dot = (one: ArrayLike<number>, other: ArrayLike<number>): number => {
  let sum = 0
  for (let at = 0; at < other.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}
