/** Makes src/vectors/sqlite/compare.wasm, committed, from compare.wat. Another file may be named as the argument. */
import { resolve } from 'node:path'
import wabt from 'wabt'

const outFile = resolve(import.meta.dir, process.argv[2] ?? '../src/vectors/sqlite/compare.wasm')
const source = await Bun.file(resolve(import.meta.dir, 'compare.wat')).text()
const { parseWat } = await wabt()
await Bun.write(outFile, parseWat('compare.wat', source, { simd: true }).toBinary({}).buffer)
