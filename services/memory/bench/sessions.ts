/**
 * One user with very many sessions: how long it takes to list them and to open one, and how much memory the service takes.
 * Run: bun services/memory/bench/sessions.ts [sessions] [turns]
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownerKey } from '@collabry/storage/owner-key'
import { type MessageRows, messageRows } from '../src/sessions/sqlite/message-rows'
import { sessionRows } from '../src/sessions/sqlite/session-rows'
import { openDatabase } from '../src/sqlite/stores'
import { type Call, memoryCalls } from '../test/memory-calls'

const SESSIONS = Number(process.argv[2] ?? 10_000)
const TURNS = Number(process.argv[3] ?? 50)
const CALLS = 1_000
/** Sessions of one transaction. */
const TOGETHER = 200
const userId = 'ann'
const ANSWER = 'Cells are the smallest units of life; each has a membrane, and most have a nucleus. '.repeat(2)

/** Time that the service had the processor, which other processes do not lengthen. */
const processorMs = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}
const print = (line: string) => void process.stdout.write(`${line}\n`)
const rssMb = (pid: number): number =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024)

const folder = mkdtempSync(join(tmpdir(), 'memory-bench-'))
try {
  fill()
  await measure()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/**
 * The rows that turns leave, written by the statements of the store in large transactions: the calls themselves would take half
 * an hour.
 */
function fill(): void {
  const startedAt = performance.now()
  using database = openDatabase(join(folder, 'memory'))
  const { db } = database
  const [sessions, messages] = [sessionRows(db), messageRows(db)]
  const owner = ownerKey(userId)
  const write = db.transaction((from: number) => {
    for (let n = from; n < Math.min(from + TOGETHER, SESSIONS); n++) {
      const session = sessions.insert(owner, { sessionId: `s${n}`, title: `Talk ${n} of cells`, notebookId: '' }, Date.now())
      writeTurns(messages, session.key, n)
      sessions.touch(owner, session, Date.now(), 2 * TURNS)
    }
  })
  for (let from = 0; from < SESSIONS; from += TOGETHER) write(from)
  print(`${SESSIONS} sessions of ${TURNS} turns written in ${Math.round((performance.now() - startedAt) / 1_000)} s`)
}

function writeTurns(messages: MessageRows, session: number, n: number): void {
  let parentId = ''
  for (let ordinal = 1; ordinal <= 2 * TURNS; ordinal++) {
    const messageId = Bun.randomUUIDv7()
    const isQuestion = ordinal % 2 === 1
    const content = isQuestion ? `Question ${ordinal} of talk ${n}: what is a cell made of?` : ANSWER
    const role = isQuestion ? 'user' : 'assistant'
    const ended = { messageId, role, status: 'complete', leaseUntilMs: 0, createdAtMs: Date.now(), parentId, content } as const
    messages.insert(session, ordinal, ended)
    parentId = messageId
  }
}

async function measure(): Promise<void> {
  const env = { DATA_DIR: folder, GRPC_PORT: '0', ADMIN_PORT: '0', INTERNAL_API_KEYS: 'gateway:key' }
  await using service = Bun.spawn([Bun.argv[0] ?? 'bun', join(import.meta.dir, '../src/main.ts')], {
    env,
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'inherit',
  })
  const port = await portOf(service.stdout)
  using memory = memoryCalls(port, { caller: 'gateway', key: 'key' })
  const rssBefore = rssMb(service.pid)
  const random = () => `s${Math.floor(Math.random() * SESSIONS)}`
  // What the machine and the hop cost: on a busy one most of every p99.
  await timed('a session that is not there', service.pid, () =>
    memory.call('GetSession', { userId, sessionId: 'none' }).catch(() => undefined),
  )
  await timed('list, first page of 50', service.pid, () => memory.call('ListSessions', { userId, limit: 50 }))
  await timed('list, page after page', service.pid, pages(memory.call))
  await timed('open: the session and 50 messages', service.pid, async () => {
    const sessionId = random()
    await memory.call('GetSession', { userId, sessionId })
    await memory.call('ListMessages', { userId, sessionId, limit: 50 })
  })
  await timed('next turn: begin with 40 messages of history, and end', service.pid, async () => {
    const sessionId = random()
    const begun = await memory.call('BeginTurn', { userId, sessionId, content: 'And now?', historyMax: 40 })
    const end = { messageId: begun.assistantMessageId, status: 'MESSAGE_STATUS_COMPLETE', text: 'So.' } as const
    await memory.call('EndTurn', { userId, sessionId, ...end })
  })
  print(`memory of the service: ${rssBefore} MB at the start, ${rssMb(service.pid)} MB at the end`)
}

/** Walks through all pages, again from the first after the last. */
function pages(call: Call): () => Promise<void> {
  let cursor = ''
  return async () => {
    cursor = (await call('ListSessions', { userId, limit: 200, cursor })).nextCursor
  }
}

async function timed(name: string, pid: number, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = []
  const before = processorMs(pid)
  for (let n = 0; n < CALLS; n++) {
    const startedAt = performance.now()
    await work()
    times.push(performance.now() - startedAt)
  }
  const cpu = ((processorMs(pid) - before) / CALLS).toFixed(2)
  times.sort((one, other) => one - other)
  const at = (share: number) => (times[Math.floor(CALLS * share)] ?? 0).toFixed(2)
  print(`${name.padEnd(56)} p50 ${at(0.5).padStart(7)} ms   p99 ${at(0.99).padStart(7)} ms   processor ${cpu} ms`)
}

async function portOf(stdout: ReadableStream<Uint8Array>): Promise<number> {
  let text = ''
  for await (const bytes of stdout) {
    text += Buffer.from(bytes).toString()
    const port = /"port":(\d+)/.exec(text)?.[1]
    if (port) return Number(port)
  }
  throw new Error(`the service did not start: ${text}`)
}
