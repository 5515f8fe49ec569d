import { expect, setDefaultTimeout, test } from 'bun:test'
import { measured, until } from '../e2e/product'
import { upload } from '../e2e/upload'
import { realStore } from '../real-store'
import { ALL_WELL, AWAY, type Feature, startWired } from './wired'

setDefaultTimeout(400_000) // a busy Milvus takes minutes to make its collections

const SLOW_MS = 5_000

realStore('MONGO_URI', () =>
  realStore('MILVUS_ADDRESS', () => {
    test('a store or the model that goes away takes its own features with it, and they come back by themselves', async () => {
      await using stack = new AsyncDisposableStack()
      const { client, wires, states, fleet } = await startWired(stack)
      const { memory, rag } = fleet.replicas
      const document = await upload(client, 'a.txt', 'Quokkas are small and friendly animals of Rottnest Island.')
      expect(await states()).toEqual(ALL_WELL)
      for (const [name, expected] of AWAY) {
        await wires[name].down()
        await until(async () => Bun.deepEquals(await states(), expected))
        for (const { service, adminPort } of [...memory, ...rag]) {
          const scrapedAt = performance.now()
          const scrape = await fetch(`http://127.0.0.1:${adminPort}/metrics`)
          expect([name, service, scrape.status]).toEqual([name, service, 200])
          expect(await scrape.text()).toContain('process_start_time_seconds')
          measured(`${name} down: a scrape of ${service} takes ${Math.round(performance.now() - scrapedAt)} ms`)
        }
        await wires[name].up()
        const backAt = performance.now()
        await until(async () => Bun.deepEquals(await states(), ALL_WELL))
        measured(`${name} is used again ${Math.round(performance.now() - backAt)} ms after its return`)
      }
      expect((await client.get(`/ai/documents/${document}/content`)).body.content).toContain('Quokkas')
    })

    test('services that start while a store or the model is away serve what does not need it, and the rest when it comes', async () => {
      await using stack = new AsyncDisposableStack()
      const { client, wires, states, fleet } = await startWired(stack)
      await upload(client, 'a.txt', 'Quokkas are small and friendly animals of Rottnest Island.')
      const { memory, rag, llm } = fleet.replicas
      const users = { mongo: [...memory, ...rag], milvus: rag, model: llm }
      for (const [name, { search, ...others }] of AWAY) {
        // Without a model that has ever answered, an old Milvus has nothing to find by.
        const expected = name === 'model' ? others : { ...others, search }
        await wires[name].down()
        await Promise.all(users[name].map((replica) => replica.kill()))
        const started = Promise.all(users[name].map((replica) => replica.start()))
        await until(async () => Bun.deepMatch(expected, await states()))
        await Bun.sleep(3_000)
        expect(await states()).toMatchObject(expected)
        await wires[name].up()
        const backAt = performance.now()
        await started
        await until(async () => Bun.deepEquals(await states(), ALL_WELL))
        measured(`${name} is used ${Math.round(performance.now() - backAt)} ms after it came`)
      }
    })

    test('a store that is slow by five seconds slows nobody who does not need it, and nobody waits for ever', async () => {
      await using stack = new AsyncDisposableStack()
      const { client, wires, states } = await startWired(stack)
      await upload(client, 'a.txt', 'Quokkas are small and friendly animals of Rottnest Island.')
      const needs: ['mongo' | 'milvus', Feature[]][] = [
        ['mongo', ['sessions', 'documents', 'search']],
        ['milvus', ['search']],
      ]
      for (const [name, slow] of needs) {
        wires[name].slow(SLOW_MS)
        for (let round = 1; round <= 3; round++) {
          const askedAt = performance.now()
          const now = await states()
          for (const [feature, status] of Object.entries(now) as [Feature, number][]) {
            expect([feature, slow.includes(feature) ? [200, 503, 504].includes(status) : status]).toEqual([
              feature,
              slow.includes(feature) ? true : 200,
            ])
          }
          measured(`${name} slow: ${JSON.stringify(now)} after ${Math.round(performance.now() - askedAt)} ms`)
        }
        wires[name].slow(0)
        const backAt = performance.now()
        await until(async () => Bun.deepEquals(await states(), ALL_WELL))
        measured(`${name} is used again ${Math.round(performance.now() - backAt)} ms after it was quick again`)
      }
    })

    test('an upload that was accepted is completed when the stores and the model are back', async () => {
      await using stack = new AsyncDisposableStack()
      const { client, wires } = await startWired(stack)
      const { milvus, model } = wires
      await Promise.all([milvus.down(), model.down()])
      const accepted = await client.post('/ai/upload', { filename: 'a.txt', content: 'Quokkas wait for their vectors.' })
      expect(accepted.status).toBe(200)
      const task = () => client.get(`/ai/upload/status/${accepted.body.task_id}`)
      await Bun.sleep(2_000)
      expect((await task()).body.status).toBe('processing')
      await Promise.all([milvus.up(), model.up()])
      await until(async () => (await task()).body.status === 'completed')
    })
  }),
)
