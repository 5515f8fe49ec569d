import { expect, setDefaultTimeout, test } from 'bun:test'
import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { clientOf } from '../e2e/client'
import { startProduct, until } from '../e2e/product'
import { upload } from '../e2e/upload'
import { canMakeDisk, smallDisk } from '../small-disk'

setDefaultTimeout(120_000)

test.skipIf(!canMakeDisk())(
  'a full disk refuses writes, loses nothing that was accepted, and is used again when there is room',
  async () => {
    using disk = smallDisk('48m')
    await using product = await startProduct({ dataDir: join(disk.path, 'data') })
    const client = await clientOf(product, 'ann')
    const document = await upload(client, 'before.txt', 'The text that was accepted before the disk was full of quokkas.')
    const filler = join(disk.path, 'filler')
    const { bavail, bsize } = statfsSync(disk.path)
    writeFileSync(filler, Buffer.alloc(bavail * bsize - 64 * 1024))

    const write = (n: number) =>
      client.post('/ai/upload', { filename: `${n}.txt`, content: `Text ${n} on a full disk. `.repeat(20_000) })
    const accepted: string[] = []
    let refused = 0
    for (let n = 0; n < 5; n++) {
      const { status, body } = await write(n)
      if (status === 200) accepted.push(body.task_id)
      else {
        expect([503, 507]).toContain(status)
        expect(body.code).toBe('unavailable')
        refused++
      }
    }
    expect(refused).toBeGreaterThan(0)
    expect((await client.get(`/ai/documents/${document}/content`)).body.content).toContain('accepted before')
    expect((await client.get('/ai/sessions')).status).toBe(200)
    const health = async () => (await client.get('/health')).body
    expect(await health()).toMatchObject({
      status: 'degraded',
      components: { mongodb: 'unhealthy: The disk is full: make room.', memory: 'healthy', rag: 'healthy' },
    })

    rmSync(filler)
    await until(async () => (await write(99)).status === 200)
    for (const task of accepted) {
      await until(async () => (await client.get(`/ai/upload/status/${task}`)).body.status === 'completed')
    }
    await until(async () => (await health()).status === 'healthy')
    expect((await client.post('/ai/sessions', { title: 'A session after the full disk' })).status).toBe(200)
    expect(await product.stop()).toBe(0)
  },
)
