/**
 * Makes the keys and passwords of compose.yaml, below the folder that is named: one folder a container. A file that exists stays
 * as it is, and what belongs together is made from it, so that a start that was cut short is finished by the next one.
 */
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = process.argv[2]
if (!root) throw new Error('Name the folder that the keys are made in.')

/** Users that read the files: ours, and those of the images of MongoDB and Redis. Milvus runs as root. */
const OWNERS: Record<string, number> = { gateway: 1000, llm: 1000, rag: 1000, memory: 1000, mongo: 999, redis: 999, milvus: 0 }

const random = () => randomBytes(48).toString('base64url')

/** The text of a file, which is made at the first start. */
function keep(path: string, make: () => string): string {
  const file = join(root ?? '', path)
  if (existsSync(file)) return readFileSync(file, 'utf8')
  const folder = path.slice(0, path.indexOf('/'))
  const text = make()
  mkdirSync(join(root ?? '', folder), { recursive: true })
  writeFileSync(`${file}.new`, text, { mode: 0o400 })
  if (process.getuid?.() === 0) chownSync(`${file}.new`, OWNERS[folder] ?? 0, OWNERS[folder] ?? 0)
  renameSync(`${file}.new`, file)
  return text
}

const gateway = keep('gateway/callers', () => `gateway:${random()}`)
// llm and rag know both callers; rag calls llm by the key of its own name.
const callers = keep('llm/callers', () => `${gateway},rag:${random()}`)
keep('rag/callers', () => callers)
keep('memory/callers', () => gateway)
keep('gateway/jwt', random)

const mongo = keep('mongo/password', random)
const uri = `mongodb://collabry:${mongo}@mongo:27017/?authSource=admin`
keep('rag/mongo-uri', () => uri)
keep('memory/mongo-uri', () => uri)

const redis = keep('redis/password', random)
// Limits alone are kept there: nothing of it has to survive a restart.
keep('redis/redis.conf', () => `requirepass ${redis}\nsave ""\nmaxmemory 256mb\nmaxmemory-policy volatile-ttl\n`)
keep('gateway/redis-url', () => `redis://:${redis}@redis:6379`)

const milvus = keep('milvus/password', () => random().slice(0, 64))
keep('rag/milvus-token', () => `root:${milvus}`)
