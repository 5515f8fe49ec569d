import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { getPriority, setPriority } from 'node:os'
import { unzipSync } from 'fflate'
import { type Attack, filled } from './attack'
import { attacks } from './attacks'

/** Plays one attack in a separate process and reports how it was answered. Started with an `ipc` channel. */
export interface Order {
  name: string
  url: string
  token: string
  /** What the state of the attack made. */
  places: Record<string, string>
}

export interface Answered {
  /** How often each status came; `none`: the connection ended without one. */
  statuses: Record<string, number>
  /** Some answer held what none may hold. */
  heldForbidden: boolean
}

/** Deliveries that leave something open keep it so for this long. */
const HOLD_MS = 1_000
/** An answer that is not read has begun after so long. */
const BEGIN_MS_MAX = 5_000
const DRIP_BYTES = 16
const DRIP_EVERY_MS = 5
/** Enough to come after those that are attacked, and not so much that a busy machine never lets it run. */
const NICER = 5
/** Of an answer that is looked at. */
const ANSWER_CHARS_MAX = 1_048_576
const PIPELINED = 1_000
/** The extension of a chunk, which means nothing. */
const EXTENSION = ';a=b'

async function play(attack: Attack, order: Order): Promise<Answered> {
  const answered: Answered = { statuses: {}, heldForbidden: false }
  const { connections = 1, repeats = 1 } = attack
  const run = async (connection: number) => {
    for (let repeat = 0; repeat < repeats; repeat++) {
      const answer = await sendOnce(attack, order, connection * repeats + repeat)
      const status = /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 'none'
      answered.statuses[status] = (answered.statuses[status] ?? 0) + 1
      if (attack.never?.test(readable(answer))) answered.heldForbidden = true
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, connection) => run(connection)))
  return answered
}

/** Sends the request for the n-th time; gives the beginning of the answer. */
async function sendOnce(attack: Attack, { url, token, places }: Order, n: number): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => socket.destroy())
  let answer = ''
  let received = 0
  socket.on('data', (bytes: Buffer) => {
    const text = bytes.toString('latin1')
    received += bytes.length
    if (answer.length < ANSWER_CHARS_MAX) answer += text
    if (attack.send === 'unread' || attack.send === 'pipelined') socket.pause()
    // One that is refused before its body was taken is left open: the rest of it is still to be sent.
    else if (isWhole(answer, received, text)) socket.destroy()
  })
  socket.on('end', () => socket.destroy())
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  await Promise.race([once(socket, 'connect').catch(() => undefined), closed])
  await deliveries[attack.send ?? 'whole'](socket, parts(attack, token, n, places), closed)
  socket.destroy()
  return answer
}

/** An answer as it is looked at: of an archive, its files. */
function readable(answer: string): string {
  const start = answer.indexOf('\r\n\r\nPK') + 4
  if (start < 4) return answer
  const files = Object.values(unzipSync(Buffer.from(answer.slice(start), 'latin1')))
  return files.map((file) => Buffer.from(file).toString('latin1')).join('\n')
}

/** Whether an answer is complete, by its length or by its last chunk. */
function isWhole(answer: string, received: number, last: string): boolean {
  const headEnd = answer.indexOf('\r\n\r\n')
  if (headEnd < 0) return false
  const length = /^content-length: *(\d+)/im.exec(answer.slice(0, headEnd))?.[1]
  return length === undefined ? last.endsWith('0\r\n\r\n') : received >= headEnd + 4 + Number(length)
}

interface Parts {
  head: string
  body: Uint8Array
}

function parts(attack: Attack, token: string, n: number, places: Record<string, string>): Parts {
  const [method = '', path = ''] = filled(attack.request, n, places).split(' ')
  const made = attack.body?.(n) ?? ''
  const body = typeof made === 'string' ? Buffer.from(attack.needs ? filled(made, n, places) : made) : made
  const isChunked = attack.send === 'trickle' || attack.send === 'chunked'
  const headers: Record<string, string> = {
    host: 'localhost',
    connection: attack.send === 'pipelined' ? 'keep-alive' : 'close',
    ...(attack.as === 'nobody' ? {} : { authorization: `Bearer ${token}` }),
    ...(attack.body ? { 'content-type': 'application/json' } : {}),
    ...(isChunked ? { 'transfer-encoding': 'chunked' } : attack.body ? { 'content-length': String(body.length) } : {}),
    ...attack.headers,
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${filled(value, n, places)}\r\n`)
  return { head: `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, body }
}

type Deliver = (socket: Socket, parts: Parts, closed: Promise<void>) => Promise<unknown>

const held = (closed: Promise<void>) => Promise.race([Bun.sleep(HOLD_MS), closed])

const sendAll = async (socket: Socket, { head, body }: Parts) => {
  socket.write(head)
  if (body.length > 0) socket.write(body)
}

const drip = async (socket: Socket, pieces: Iterable<string>) => {
  const until = performance.now() + HOLD_MS
  for (const piece of pieces) {
    if (socket.destroyed || performance.now() > until) return
    socket.write(piece)
    await Bun.sleep(DRIP_EVERY_MS)
  }
}

function* chunksOf(body: Uint8Array): Generator<string> {
  for (let start = 0; start < body.length; start += DRIP_BYTES) {
    const piece = Buffer.from(body.subarray(start, start + DRIP_BYTES)).toString('latin1')
    yield `${piece.length.toString(16)}\r\n${piece}\r\n`
  }
}

const deliveries: Record<NonNullable<Attack['send']>, Deliver> = {
  async whole(socket, all, closed) {
    await sendAll(socket, all)
    await closed
  },
  async unread(socket, all, closed) {
    await sendAll(socket, all)
    const begun = new Promise((resolve) => socket.once('data', resolve))
    await Promise.race([begun, Bun.sleep(BEGIN_MS_MAX), closed])
    await held(closed)
  },
  async trickle(socket, { head, body }, closed) {
    socket.write(head)
    await drip(socket, chunksOf(body))
    await Promise.race([Bun.sleep(0), closed])
  },
  async half(socket, { head, body }, closed) {
    await sendAll(socket, { head, body: body.subarray(0, body.length / 2) })
    await held(closed)
  },
  async head(socket, { head }) {
    await drip(socket, head.slice(0, -2).split(/(?<=\n)/))
    await drip(
      socket,
      Array.from({ length: 1_000 }, (_, n) => `x-${n}: a\r\n`),
    )
  },
  async chunked(socket, { head, body }, closed) {
    const chunks = Array.from(body, (byte) => `1${EXTENSION}\r\n${String.fromCharCode(byte)}\r\n`)
    await sendAll(socket, { head, body: Buffer.from(`${chunks.join('')}0\r\n\r\n`, 'latin1') })
    await closed
  },
  async pipelined(socket, { head, body }, closed) {
    const all = `${head}${Buffer.from(body).toString('latin1')}`.repeat(PIPELINED)
    await sendAll(socket, { head: '', body: Buffer.from(all, 'latin1') })
    await held(closed)
  },
  async idle(socket, all, closed) {
    await held(closed)
    await deliveries.whole(socket, all, closed)
  },
  async gone(socket, all) {
    await sendAll(socket, all)
    await Bun.sleep(DRIP_EVERY_MS)
  },
}

// Real attackers use their own machines; here the attacker must not take the cores of the product.
setPriority(getPriority() + NICER)
process.on('message', async (message) => {
  const order = message as Order
  const attack = attacks.find(({ name }) => name === order.name)
  if (attack) process.send?.(await play(attack, order))
})
process.on('disconnect', () => process.exit())
