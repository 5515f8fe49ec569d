import { expect, test } from 'bun:test'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fixture } from './fixture'
import { codeOf } from './rag-client'
import { startRagWithLlm } from './rag-in-process'

const FILE = 'application/octet-stream'

test('an upload with a wrong head leaves nothing', async () => {
  await using rag = await startRagWithLlm({ model: '' })
  const { client } = rag
  const first = { filename: 'a.pdf', contentType: FILE }
  const head = { ...first, metadataJson: '{"a":1}', notebookId: 'n' }
  const task = await client.upload('ann', head, await fixture('chapters.pdf'))
  expect((await client.ended('ann', task)).status).toBe('TASK_STATUS_COMPLETED')
  expect((await client.list('ann')).documents[0]).toMatchObject({ filename: 'a.pdf', metadataJson: '{"a":1}', notebookId: 'n' })

  const blobs = () =>
    readdirSync(join(rag.dataDir, 'rag', 'blobs'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
  const before = new Set(blobs()) // what was uploaded may be swept meanwhile
  expect(await codeOf(client.upload('bob', { ...first, metadataJson: '[' }, 'text'))).toBe('validation_error')
  expect(blobs().filter((name) => !before.has(name))).toEqual([])
})

test('200 quotes out of files of every kind are exactly the stored text, on the page they are said to be on', async () => {
  await using rag = await startRagWithLlm({ model: '' })
  const { client } = rag
  const csv = `name,size,living\n${Array.from({ length: 120 }, (_, at) => `cell ${at},${at * 3},yes`).join('\n')}\n`
  const markdown = Array.from({ length: 40 }, (_, at) =>
    `## Part ${at}\n\nThe cell number ${at} divides and grows again. `.repeat(3),
  ).join('\n\n')
  const files: [string, Uint8Array][] = [
    ['a.pdf', await fixture('chapters.pdf')],
    ['a.docx', await fixture('chapters.docx')],
    ['a.pptx', await fixture('slides.pptx')],
    ['a.xlsx', await fixture('sizes.xlsx')],
    ['a.epub', await fixture('book.epub')],
    ['a.csv', new TextEncoder().encode(csv)],
    ['a.md', new TextEncoder().encode(markdown)],
  ]
  const texts = new Map<string, string>()
  for (const [filename, bytes] of files) {
    const task = await client.upload('ann', { filename, contentType: FILE }, bytes)
    expect(await client.ended('ann', task)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', error: '' })
    texts.set(task.documentId, (await client.read('ann', task.documentId)).join(''))
  }
  const seen = new Set<string>()
  let quotes = 0
  for (let n = 0; quotes < 200; n += 1) {
    const query = ['cell', 'line', 'point', 'paragraph', 'part', 'slide', 'chapter', 'size'][n % 8] ?? ''
    const { passages } = await client.search('ann', `${query} ${n % 45}`, { topK: 20 })
    for (const { documentId, filename, content, start, end, page } of passages) {
      const text = texts.get(documentId) ?? ''
      expect(text.slice(start, end)).toBe(content)
      const before = text.slice(0, start)
      expect(page).toBe(/pdf|pptx/.test(filename) ? before.split('\f').length : 0)
      const named = /(?:Chapter|Slide) (\d+)/.exec(content)?.[1]
      if (/pdf|pptx/.test(filename) && named !== undefined) expect(page).toBe(Number(named))
      seen.add(filename)
      quotes += 1
    }
  }
  expect([...seen].sort()).toEqual(files.map(([filename]) => filename).sort())
})

test('a file is found by its sheet and the names of its columns in every row', async () => {
  await using rag = await startRagWithLlm({ model: '' })
  const { client } = rag
  const task = await client.upload('ann', { filename: 'a', contentType: FILE }, await fixture('sizes.xlsx'))
  await client.ended('ann', task)
  const { passages } = await client.search('ann', 'living größen "cell 55"', { topK: 1 })
  expect(passages[0]?.content).toContain('| cell 55 |')
  expect(passages[0]?.content).not.toContain('Living')
})
