import { expect, test } from 'bun:test'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { RagService } from '@collabry/proto'
import type { UploadRequestInit } from '@collabry/proto/gen/collabry/rag/v1/UploadRequest'
import type { UploadResponse } from '@collabry/proto/gen/collabry/rag/v1/UploadResponse'
import { connect, sendStream } from '@collabry/runtime/grpc/client'
import { codeOf } from './rag-client'
import { startRagWithLlm } from './rag-in-process'

test('an upload whose call ends without its end is no document, and leaves no bytes', async () => {
  await using rag = await startRagWithLlm({ model: '' })
  const stub = connect(RagService, `127.0.0.1:${rag.port}`, { caller: 'gateway', key: 'gateway-key' })
  const half = async function* (): AsyncGenerator<UploadRequestInit> {
    yield { userId: 'ann', chunk: new TextEncoder().encode('Half of what was to be said about ') }
  }
  const sent = sendStream<UploadRequestInit, UploadResponse>(
    (metadata, options, done) => stub.upload(metadata, options, done),
    half(),
    { signal: new AbortController().signal, requestId: 'test', deadlineMs: 10_000 },
  )
  expect(await codeOf(sent)).toBe('cancelled')
  stub.close()

  expect((await rag.client.list('ann')).total).toBe(0)
  const blobs = join(rag.dataDir, 'rag', 'blobs')
  const files = existsSync(blobs) ? readdirSync(blobs, { recursive: true, withFileTypes: true }) : []
  expect(files.filter((entry) => entry.isFile())).toHaveLength(0)
})
