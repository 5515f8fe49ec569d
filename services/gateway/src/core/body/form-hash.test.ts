import { expect, test } from 'bun:test'
import { memoryRequests } from '../../../test/fakes/idempotency'
import { testServer, tokenFor } from '../../../test/fakes/use-cases'
import type { Rag } from '../../documents/ports'

/** The app behind a socket; `send` uploads a form under one key. */
function uploading() {
  let uploads = 0
  const upload: Rag['upload'] = async ({ head, bytes }) => {
    for await (const _ of bytes);
    uploads += 1
    return { taskId: `t${uploads}`, documentId: 'd1', filename: head().filename } as Awaited<ReturnType<Rag['upload']>>
  }
  const server = testServer({ rag: { upload } as unknown as Rag, idempotentRequests: memoryRequests() })
  const send = async (fields: Record<string, string | File>) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    const headers = { authorization: `Bearer ${await tokenFor('ann', {})}`, 'idempotency-key': 'k' }
    const answer = await fetch(`${server.origin}/ai/upload/file`, { method: 'POST', body, headers })
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> }
  }
  return { send, uploads: () => uploads, [Symbol.asyncDispose]: server[Symbol.asyncDispose] }
}

const text = (content: string, name = 'a.txt') => new File([content], name)

test('the same form under the same key is uploaded once, and its answer is given again', async () => {
  await using server = uploading()
  const fields = { notebook_id: 'n', file: text('the same') }
  const first = await server.send(fields)
  const again = await server.send(fields)
  expect(first.status).toBe(200)
  expect(again.body).toEqual(first.body)
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(again.headers.get('x-form-sha256')).toBeNull()
  expect(server.uploads()).toBe(1)
})

test('another form of the same length under the same key is a conflict', async () => {
  await using server = uploading()
  await server.send({ notebook_id: 'n', file: text('one') })
  const others: Record<string, string | File>[] = [
    { notebook_id: 'n', file: text('two') },
    { notebook_id: 'm', file: text('one') },
    { notebook_id: 'n', file: text('one', 'b.txt') },
  ]
  for (const fields of others) {
    const { status, body } = await server.send(fields)
    expect([status, body.code]).toEqual([409, 'idempotency_conflict'])
  }
  expect(server.uploads()).toBe(1)
})

test('a form that was refused may be sent again, mended', async () => {
  await using server = uploading()
  expect((await server.send({ metadata: '[]', file: text('one') })).status).toBe(422)
  expect((await server.send({ metadata: '{}', file: text('one') })).status).toBe(200)
})
