import { expect, test } from 'bun:test'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

test('the committed WebAssembly is what its source makes; if not, run "bun run gen"', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'collabry-wasm-'))
  try {
    const made = join(folder, 'encoder.wasm')
    await Bun.spawn([process.execPath, join(import.meta.dir, 'gen.ts'), made]).exited
    const committed = await readFile(join(import.meta.dir, '../src/encoder.wasm'))
    expect((await readFile(made)).equals(committed)).toBe(true)
  } finally {
    await rm(folder, { recursive: true })
  }
})
