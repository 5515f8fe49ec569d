/**
 * Makes proto/gen, the committed TypeScript types, from the .proto files with the flags that options.ts loads with.
 * Another folder may be named as the argument.
 */
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { files } from './options'

const outDir = resolve(import.meta.dir, process.argv[2] ?? 'gen')
const flags = [
  '--longs=Number',
  '--enums=String',
  '--defaults',
  '--oneofs',
  '--includeComments',
  '--inputTemplate=%sInit',
  '--outputTemplate=%s',
  '--grpcLib=@grpc/grpc-js',
  `--outDir=${outDir}`,
]
rmSync(outDir, { recursive: true, force: true })
const tool = Bun.resolveSync('@grpc/proto-loader/build/bin/proto-loader-gen-types.js', import.meta.dir)
const made = Bun.spawnSync([process.execPath, tool, ...flags, '-I', '.', '--', ...files], {
  cwd: import.meta.dir,
  stdout: 'ignore',
  stderr: 'inherit',
})
process.exit(made.exitCode)
