import { expect, test } from 'bun:test'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { MODULES } from './assemble-wasm'

test('the committed WebAssembly is what its source makes; if not, run "bun run gen"', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'collabry-wasm-'))
  try {
    await Bun.spawn([process.execPath, join(import.meta.dir, 'assemble-wasm.ts'), folder]).exited
    for (const [, result] of MODULES) {
      const committed = await readFile(join(import.meta.dir, '../../..', result))
      expect((await readFile(join(folder, basename(result)))).equals(committed)).toBe(true)
    }
  } finally {
    await rm(folder, { recursive: true })
  }
})
