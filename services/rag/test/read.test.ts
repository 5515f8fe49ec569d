import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { fixturePath } from './fixture'

test('files are shown as they would be stored, page by page, with what was left out', async () => {
  const paths = [fixturePath('chapters.pdf'), fixturePath('missing.pdf'), fixturePath('encrypted.pdf')]
  await using child = Bun.spawn([process.execPath, join(import.meta.dir, '../src/read/main.ts'), ...paths], {
    env: { OCR_LANGUAGES: 'none' },
    stdout: 'pipe',
    stderr: 'inherit',
  })
  const shown = await child.stdout.text()
  expect(shown).toContain(`=== ${paths[0]}\n--- Page 1\n# Chapter 1\n`)
  expect(shown).toMatch(/--- Page 6\n[\s\S]*--- \d+ chunks\n=== /)
  expect(shown).toContain('give the path of one that exists')
  expect(shown).toContain('protected with a password')
  expect(await child.exited).toBe(1)
})
