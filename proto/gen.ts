/**
 * Makes proto/gen from the .proto files: the committed TypeScript types, with the flags that options.ts loads with, and
 * descriptors.binpb, the descriptors as they are written, for reflection. Another folder may be named as the argument.
 */
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
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
if (made.exitCode !== 0) process.exit(made.exitCode)
const buf = Bun.resolveSync('@bufbuild/buf/bin/buf', import.meta.dir)
const built = Bun.spawnSync(
  [process.execPath, buf, 'build', '.', '--as-file-descriptor-set', '-o', join(outDir, 'descriptors.binpb')],
  { cwd: import.meta.dir, stdout: 'ignore', stderr: 'inherit' },
)
process.exit(built.exitCode)
