import { expect, test } from 'bun:test'
import { embedder } from './embed'
import { servedEmbeddings } from './models/embeddings'

test('a vector is cached by model and text, and the one unused for longest makes room', async () => {
  const asked: string[] = []
  const embedBatched = async ({ texts }: { texts: string[] }) => {
    asked.push(...texts)
    return texts.map((text) => Float32Array.of(text.charCodeAt(0)))
  }
  const embed = embedder({ description: servedEmbeddings('model'), embedBatched, cachedMax: 2 })
  const vectorOf = async (text: string) => {
    const [[vector] = []] = await Array.fromAsync(
      embed({ userId: 'ann', texts: [text], urgent: true }, new AbortController().signal),
    )
    return vector?.[0]
  }
  for (const text of ['a', 'b', 'a', 'c', 'a']) expect(await vectorOf(text)).toBe(text.charCodeAt(0))
  expect(asked).toEqual(['a', 'b', 'c'])
  await vectorOf('b')
  expect(asked).toEqual(['a', 'b', 'c', 'b'])
})
