/** Makes src/encoder.wasm, committed, from encoder.wat. Another file may be named as the argument. */
import { resolve } from 'node:path'
import wabt from 'wabt'

const outFile = resolve(import.meta.dir, process.argv[2] ?? '../src/encoder.wasm')
const source = await Bun.file(resolve(import.meta.dir, 'encoder.wat')).text()
const { parseWat } = await wabt()
await Bun.write(outFile, parseWat('encoder.wat', source, { simd: true }).toBinary({}).buffer)
