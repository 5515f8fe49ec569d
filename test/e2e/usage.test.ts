import { expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clientOf } from './client'
import { type Product, startProduct } from './product'

setDefaultTimeout(180_000) // two starts of four processes on a busy machine

interface Report {
  today: Record<string, number>
  history: Record<string, number>[]
  resets_at: string
}

const usageOf = async (product: Product, user: string): Promise<Report> =>
  (await (await clientOf(product, user)).get('/ai/usage')).body as unknown as Report

test('everything that a user took is counted, and an orderly end loses nothing of it', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'collabry-usage-'))
  try {
    const first = await startProduct({ dataDir })
    const [ann, bob] = [await clientOf(first, 'ann'), await clientOf(first, 'bob')]
    const content = 'Leaves turn light into sugar. They breathe out oxygen.'
    expect((await ann.post('/ai/upload', { filename: 'leaves.txt', content })).status).toBe(200)
    expect((await ann.post('/ai/chat', { message: 'What do leaves turn light into?' })).status).toBe(200)
    for (let n = 0; n < 20; n++) await bob.get('/ai/sessions')
    const { today } = await usageOf(first, 'ann')
    expect(today).toMatchObject({ requests: 3, documents: 1, bytes: content.length })
    expect(today.total_tokens).toBeGreaterThan(0)
    expect(today.total_tokens).toBe((today.prompt_tokens ?? 0) + (today.completion_tokens ?? 0))
    for (let n = 0; n < 10; n++) await ann.get('/ai/sessions')
    expect(await first.stop()).toBe(0)

    await using second = await startProduct({ dataDir })
    const later = await usageOf(second, 'ann')
    // A day may end in the middle of this test.
    const sum = (field: string) => later.history.reduce((total, day) => total + (day[field] ?? 0), 0)
    expect([sum('requests'), sum('documents'), sum('bytes')]).toEqual([14, 1, content.length])
    expect(sum('total_tokens')).toBe(today.total_tokens ?? 0)
    expect(new Date(later.resets_at).getTime()).toBeGreaterThan(Date.now())
    expect((await usageOf(second, 'bob')).history.reduce((total, { requests = 0 }) => total + requests, 0)).toBe(21)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})
