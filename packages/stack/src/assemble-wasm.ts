/** Makes the committed WebAssembly of the packages from its text form. A folder may be named that takes the files instead. */
import { basename, dirname, join, resolve } from 'node:path'
import wabt from 'wabt'

const ROOT = resolve(import.meta.dir, '../../..')

/** Source and result, from the root. */
export const MODULES = [
  ['packages/embedding-model/wasm/encoder.wat', 'packages/embedding-model/src/encoder.wasm'],
  ['services/rag/wasm/compare.wat', 'services/rag/src/vectors/sqlite/compare.wasm'],
] as const

async function assemble(folder?: string): Promise<void> {
  const { parseWat } = await wabt()
  for (const [source, result] of MODULES) {
    const text = await Bun.file(join(ROOT, source)).text()
    const file = join(folder ?? join(ROOT, dirname(result)), basename(result))
    await Bun.write(file, parseWat(basename(source), text, { simd: true, relaxed_simd: true }).toBinary({}).buffer)
  }
}

if (import.meta.main) await assemble(process.argv[2])
