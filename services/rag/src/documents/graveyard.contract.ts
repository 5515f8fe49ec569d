import { expect, test } from 'bun:test'
import type { Documents } from './documents'
import { claimed, complete, indexed, LEASE_MS, upload } from './uploads.contract'

export function graveyardContract(open: () => Promise<Documents>): void {
  test('dead versions are swept once nobody works on them, and never one that lives', async () => {
    await using documents = await open()
    const { tasks, catalogue, graveyard } = documents
    const one = await complete(documents, 'ann', upload('a.txt', 'one'))
    const two = await complete(documents, 'ann', upload('a.txt', 'two'))
    const { documentId, storeOwner } = two
    expect(await graveyard.dead(10)).toEqual([{ documentId, storeOwner, below: 2, blobIds: [one.textId] }])
    const [dead] = await graveyard.dead(10)
    if (dead) await graveyard.buried(dead)
    expect(await graveyard.dead(10)).toEqual([])

    await tasks.submit('ann', upload('a.txt', 'three'))
    const three = await claimed(documents)
    await catalogue.delete('ann', documentId)
    expect(await graveyard.dead(10)).toMatchObject([{ below: 3 }])
    await tasks.finish(three, { kind: 'released', statusDetail: '', retryInMs: 0 })
    expect(await graveyard.dead(10)).toMatchObject([{ below: 4 }])
  })

  test('a failed version above a living one waits for that one', async () => {
    await using documents = await open()
    await complete(documents, 'ann', upload('a.txt', 'one'))
    await documents.tasks.submit('ann', upload('a.txt', 'two'))
    const failed = await claimed(documents)
    await documents.tasks.report(failed, LEASE_MS, { chunksTotal: 3 })
    await documents.tasks.finish(failed, { kind: 'failed', reason: 'Unreadable.' })
    expect(await documents.graveyard.dead(10)).toEqual([])
    expect(await documents.catalogue.hidden('ann')).toMatchObject([{ version: 2 }])
    await complete(documents, 'ann', upload('a.txt', 'three'))
    expect(await documents.graveyard.dead(10)).toMatchObject([{ below: 3 }])
  })

  test('a version that was never read leaves nothing to hide and nothing to sweep', async () => {
    await using documents = await open()
    await documents.tasks.submit('ann', upload('a.txt', 'one'))
    const { blobId, textId } = await claimed(documents)
    await documents.tasks.submit('bob', upload('b.txt', 'x', { userId: 'bob' }))
    const job = await claimed(documents)
    await documents.tasks.finish(job, { kind: 'failed', reason: 'Unreadable.' })
    expect(await documents.catalogue.hidden('bob')).toEqual([])
    expect(await documents.graveyard.dead(10)).toEqual([])
    // Its bytes are kept for another try.
    expect(await documents.graveyard.needed([job.blobId, job.textId, blobId, textId])).toEqual(
      new Set([blobId, textId, job.blobId]),
    )
  })

  test('blobs are needed as long as a version may be read from them', async () => {
    await using documents = await open()
    const { graveyard, tasks } = documents
    await tasks.submit('ann', upload('a.txt', 'one'))
    const job = await claimed(documents)
    expect(await graveyard.needed([job.blobId, job.textId, 'other'])).toEqual(new Set([job.blobId, job.textId]))
    await tasks.finish(job, indexed())
    expect(await graveyard.needed([job.blobId, job.textId])).toEqual(new Set([job.textId]))
  })
}
