/** Makes proto/gen, the committed TypeScript types, from the .proto files with the flags that options.ts loads with. */
import { rmSync } from 'node:fs'
import { files } from './options'

const flags = [
  '--longs=Number',
  '--enums=String',
  '--defaults',
  '--oneofs',
  '--includeComments',
  '--inputTemplate=%sInit',
  '--outputTemplate=%s',
  '--grpcLib=@grpc/grpc-js',
  '--outDir=gen',
]
rmSync(`${import.meta.dir}/gen`, { recursive: true, force: true })
const tool = Bun.resolveSync('@grpc/proto-loader/build/bin/proto-loader-gen-types.js', import.meta.dir)
const made = Bun.spawnSync([process.execPath, tool, ...flags, '-I', '.', '--', ...files], {
  cwd: import.meta.dir,
  stdout: 'ignore',
  stderr: 'inherit',
})
process.exit(made.exitCode)
