/**
 * Makes proto/gen from the .proto files: the committed TypeScript types, with the options of index.ts; contract.json, the messages
 * and services that index.ts loads; and descriptors.binpb, the descriptors of these files and of the health protocol as they are written, for reflection. Another
 * folder may be named as the argument.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Root } from 'protobufjs'

const files = [...new Bun.Glob('collabry/**/*.proto').scanSync({ cwd: import.meta.dir })].sort()
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

const root = new Root()
root.resolvePath = (_, file) => join(import.meta.dir, file)
writeFileSync(join(outDir, 'contract.json'), JSON.stringify(root.loadSync(files).resolveAll().toJSON()))

const buf = Bun.resolveSync('@bufbuild/buf/bin/buf', import.meta.dir)
/** A FileDescriptorSet; two of them in a row are one, by the rules of protobuf. */
function descriptorSet(folder: string): Uint8Array {
  const command = [process.execPath, buf, 'build', folder, '--as-file-descriptor-set', '-o', '-#format=binpb']
  const built = Bun.spawnSync(command, { cwd: import.meta.dir, stderr: 'inherit' })
  if (built.exitCode !== 0) process.exit(built.exitCode)
  return built.stdout
}
const health = dirname(Bun.resolveSync('grpc-health-check/proto/health/v1/health.proto', import.meta.dir))
writeFileSync(join(outDir, 'descriptors.binpb'), Buffer.concat(['.', resolve(health, '../..')].map(descriptorSet)))
