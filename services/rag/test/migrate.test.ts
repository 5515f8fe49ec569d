import { expect, setDefaultTimeout, test } from 'bun:test'
import { join } from 'node:path'
import { ragEnv, temporaryFolder } from './rag-in-process'
import { startProcess } from './rag-process'
import { scriptedLlm } from './scripted-llm'

setDefaultTimeout(180_000)

async function migrate(dataDir: string, llmAddress: string): Promise<{ code: number; said: string }> {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, '../src/jobs/migrate-vectors/main.ts')], {
    env: ragEnv(dataDir, llmAddress),
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const said = (await new Response(child.stdout).text()) + (await new Response(child.stderr).text())
  return { code: await child.exited, said }
}

test('a new model gets its vectors beside the old ones, which are searched until the model is changed', async () => {
  await using old = await scriptedLlm({ model: 'old' })
  await using next = await scriptedLlm({ model: 'next' })
  using folder = temporaryFolder()
  const dense = { mode: 'SEARCH_MODE_DENSE' } as const
  {
    await using rag = await startProcess(folder.path, old.address)
    for (const n of [1, 2, 3]) {
      const task = await rag.client.upload('ann', { filename: `${n}.txt` }, `The canary number ${n} sings of zanzibar.`)
      await rag.client.ended('ann', task)
    }
    await rag.client.covered('ann')
    const { code, said } = await migrate(folder.path, next.address)
    expect({ code, said }).toMatchObject({ code: 1, said: expect.stringContaining('another process uses these documents') })
    await rag.kill('SIGTERM')
  }
  const { code, said } = await migrate(folder.path, next.address)
  expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('3 documents have vectors of next') })
  expect(next.embedded).toHaveLength(3)
  expect((await migrate(folder.path, next.address)).said).toContain('0 documents have vectors of next; 0 could not')
  {
    await using rag = await startProcess(folder.path, old.address)
    expect(await rag.client.search('ann', 'canary', dense)).toMatchObject({ coverage: 1, mode: 'SEARCH_MODE_DENSE' })
    await Bun.sleep(1_000) // time to embed again, if it were thought necessary
    await rag.kill('SIGTERM')
  }
  await using rag = await startProcess(folder.path, next.address)
  const { coverage, mode, passages } = await rag.client.search('ann', 'canary', dense)
  expect({ coverage, mode, found: passages.length }).toEqual({ coverage: 1, mode: 'SEARCH_MODE_DENSE', found: 3 })
  expect([old.embedded.length, next.embedded.length]).toEqual([3, 3])
})
