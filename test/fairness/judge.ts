import { SERVICES, type ServiceName } from '@collabry/stack/services'
import { type Attack, attackerOf } from './attack'
import type { Probed, Wait } from './probe'
import { states, untilIngested } from './states'
import type { Arena } from './world'

const MIB = 1_048_576
/** With and without the attack, so long at least; an attack that takes longer is probed to its end. */
const PROBE_MS = 300
/** CPU time of the work of `slowness` on the machine that the limits were set on. */
const REFERENCE_MS = 8

/** Nobody waits longer than the longest wait without the attack times this, or than this: machines differ. */
const WAIT_RATIO_MAX = 4
const WAIT_MS_FREE = 300 * slowness()
/** What was uploaded is a part of the attack for so long. */
const INGEST_MS_MAX = 5_000
/** Beyond the bodies that are under way. */
const GROWTH_MIB_MAX = 100

/** How many times longer than there a fixed piece of work takes; at least 1. */
function slowness(): number {
  const text = JSON.stringify(Array.from({ length: 20_000 }, (_, n) => ({ n, words: `word ${n} of many` })))
  const rounds = Array.from({ length: 9 }, () => {
    const before = process.cpuUsage()
    for (let time = 0; time < 4; time++) JSON.parse(text)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1_000
  })
  return Math.max(1, (rounds.toSorted((a, b) => a - b)[4] ?? 0) / REFERENCE_MS)
}

export interface Measured {
  p50AddedMs: number
  maxAddedMs: number
  /** The longest wait, without what only a busy machine made of it. */
  ownMs: number
  /** The same without the attack. */
  ownCalmMs: number
  growth: Record<ServiceName, number>
  diskGrowth: number
  statuses: Record<string, number>
  heldForbidden: boolean
  /** Nothing of it goes on. */
  isOver: boolean
  failures: string[]
  calmFailures: string[]
  /** Of the request afterwards. */
  afterwards: number | undefined
  documents: number
  tokens: number
}

export async function measure(arena: Arena, attack: Attack, attempt: number): Promise<Measured> {
  const user = attackerOf(attack, attempt)
  const client = await arena.clientOf(user)
  const places = attack.needs ? await states[attack.needs](client) : {}
  if (Object.values(places).some((place) => !place)) throw new Error(`there is no ${attack.needs}`)
  const calm = await arena.probed(PROBE_MS)
  const diskBefore = arena.diskBytes()
  arena.memory.begin()
  const playing = arena.attack(attack, user, places)
  const ending = playing.then(() => untilIngested(client, INGEST_MS_MAX))
  const attacked = await arena.probed(PROBE_MS, ending)
  const growth = arena.memory.growth()
  const answered = await playing
  const used = attack.documentsMax || attack.tokensMax ? await usageOf(client) : { documents: 0, tokens: 0 }
  const afterwards = attack.afterwards && (await statusAfterwards(arena, attack.afterwards))
  return {
    afterwards,
    p50AddedMs: Math.max(0, medianOf(attacked) - medianOf(calm)),
    maxAddedMs: Math.max(0, longest(attacked, 'ms') - longest(calm, 'ms')),
    ownMs: longest(attacked, 'ownMs'),
    ownCalmMs: longest(calm, 'ownMs'),
    growth,
    diskGrowth: arena.diskBytes() - diskBefore,
    statuses: answered?.statuses ?? {},
    heldForbidden: answered?.heldForbidden ?? false,
    isOver: (await ending) && answered !== undefined,
    failures: attacked.failures,
    calmFailures: calm.failures,
    ...used,
  }
}

async function statusAfterwards(arena: Arena, { request, body }: NonNullable<Attack['afterwards']>): Promise<number> {
  const [, path = ''] = request.split(' ')
  return (await (await arena.clientOf('ordinary')).post(path, body())).status
}

const medianOf = ({ waits }: Probed) => waits.map(({ ms }) => ms).toSorted((a, b) => a - b)[Math.floor(waits.length / 2)] ?? 0

const longest = ({ waits }: Probed, of: keyof Wait) => Math.max(...waits.map((wait) => wait[of]))

async function usageOf(client: { get(path: string): Promise<{ body: unknown }> }) {
  const { documents = 0, tokens = 0 } =
    ((await client.get('/ai/usage')).body as { today?: { documents?: number; tokens?: number } }).today ?? {}
  return { documents, tokens }
}

/** Why nothing can be said of the attack: the machine did not serve the other user before it as it should. */
export function noiseIn({ ownCalmMs, calmFailures: [failure] }: Measured): string | undefined {
  if (failure !== undefined) return `another user's ${failure} without the attack`
  return ownCalmMs > WAIT_MS_FREE ? `another user waited ${ownCalmMs.toFixed(0)} ms without the attack` : undefined
}

/** What another user felt of the attack, and what it did that it must not; empty: nothing. */
export function judge(attack: Attack, measured: Measured, bytesInFlight: number): string[] {
  const { ownMs, ownCalmMs, growth, statuses, failures } = measured
  const complaints = [...new Set(failures)].map((failure) => `another user's ${failure}`)
  if (ownMs > Math.max(WAIT_MS_FREE, WAIT_RATIO_MAX * ownCalmMs))
    complaints.push(`another user waited ${ownMs.toFixed(0)} ms, and ${ownCalmMs.toFixed(0)} ms without the attack`)
  const bytesMax = GROWTH_MIB_MAX * MIB + bytesInFlight
  for (const name of SERVICES)
    if (growth[name] > bytesMax) complaints.push(`${name} grew by ${mib(growth[name])} MiB, and ${mib(bytesMax)} are free`)
  const refused = Object.keys(statuses).filter((status) => !isAllowed(attack, status))
  if (refused.length > 0) complaints.push(`answered with ${refused.join(', ')}`)
  for (const [status, most] of Object.entries(attack.atMost ?? {}))
    if ((statuses[status] ?? 0) > most)
      complaints.push(`answered ${statuses[status]} times with ${status}, and at most ${most} are right`)
  if (measured.heldForbidden) complaints.push(`an answer holds ${attack.never}`)
  if (attack.diskMibMax && measured.diskGrowth > attack.diskMibMax * MIB)
    complaints.push(`files grew by ${mib(measured.diskGrowth)} MiB, and ${attack.diskMibMax} are free`)
  if (attack.documentsMax && measured.documents > attack.documentsMax)
    complaints.push(`${measured.documents} documents were charged`)
  if (attack.tokensMax && measured.tokens > attack.tokensMax) complaints.push(`${measured.tokens} tokens were used`)
  if (measured.afterwards !== undefined && measured.afterwards !== 200)
    complaints.push(`another user was answered with ${measured.afterwards} afterwards`)
  return complaints
}

const mib = (bytes: number) => Math.round(bytes / MIB)

/** Bun itself refuses what is no HTTP with 400 and 431, and closes. */
const isAllowed = ({ answers, send = 'whole' }: Attack, status: string) =>
  (send !== 'whole' && status === 'none') || (answers ? answers.includes(Number(status)) : status !== '500')
