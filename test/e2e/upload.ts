import { expect } from 'bun:test'
import type { Client } from './client'
import { until } from './product'

/** Uploads a text, waits until it can be found, and gives its document id. */
export async function upload(client: Client, filename: string, content: string, more: object = {}): Promise<string> {
  const accepted = await client.post('/ai/upload', { filename, content, ...more })
  expect(accepted.body).toMatchObject({ status: 'processing', filename })
  await settled(client, accepted.body.task_id)
  return accepted.body.document_id
}

/** Waits for a task to end well. */
export async function settled(client: Client, taskId: string): Promise<void> {
  const state = async () => (await client.get(`/ai/upload/status/${taskId}`)).body
  await until(async () => (await state()).status !== 'processing')
  expect(await state()).toMatchObject({ status: 'completed', error: null, progress: 1 })
}
