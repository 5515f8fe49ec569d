import { expect, setDefaultTimeout, test } from 'bun:test'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../source'
import { clientOf } from './client'
import { startProduct, until } from './product'

setDefaultTimeout(120_000) // three starts on a busy machine

/** The commands of docs/operating.md that make and unpack a backup of embedded stores. */
const commands = readFileSync(join(ROOT, 'docs/operating.md'), 'utf8')
  .split('\n')
  .filter((line) => /^(mkdir|tar) .*backup\.tar\.gz/.test(line))

test('a backup made by the commands of docs/operating.md brings back sessions, documents and tokens', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'collabry-backup-'))
  await using _ = { [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true }) }
  const dataDir = join(folder, 'data')
  const [pack = '', unpack = ''] = commands
  const run = (command: string) => expect(Bun.spawnSync(['sh', '-c', command], { cwd: folder }).exitCode).toBe(0)

  const before = await startProduct({ dataDir })
  const token = await before.token('ann')
  const ann = await clientOf(before, 'ann')
  const { body } = await ann.post('/ai/upload', { filename: 'bridge.txt', content: 'The hangers carry the deck of the bridge.' })
  await until(async () => (await ann.get(`/ai/upload/status/${body.task_id}`)).body.status === 'completed')
  await ann.read('/ai/chat/stream', { session_id: 'kept', message: 'What do hangers carry?' })
  const said = (await ann.get('/ai/sessions/kept/messages')).body.messages
  await before.stop()

  run(pack)
  renameSync(dataDir, `${dataDir}.lost`)
  run(unpack)
  expect(existsSync(join(dataDir, 'logs'))).toBe(false)

  await using after = await startProduct({ dataDir })
  const again = await clientOf({ url: after.url, token: async () => token }, 'ann')
  expect((await again.get('/ai/sessions/kept/messages')).body.messages).toEqual(said)
  const { results } = (await again.post('/ai/search', { query: 'hangers' })).body
  expect(results.map(({ document_id }) => document_id)).toEqual([body.document_id])
})
