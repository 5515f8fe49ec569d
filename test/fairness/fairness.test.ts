import { afterAll, expect, setDefaultTimeout, test } from 'bun:test'
import { SERVICES } from '@collabry/stack/services'
import { type Attack, bytesInFlight, type World } from './attack'
import { attacks } from './attacks'
import { judge, type Measured, measure, noiseIn } from './judge'
import { type Arena, onRealStores, openArena } from './world'

setDefaultTimeout(400_000)

const MIB = 1_048_576
/** An attack fails after this many failed tries: unlike an attack, a busy machine does not delay others every time. */
const JUDGED_MAX = 3
/** Maximum number of tries, including those on a machine that was too busy to judge by. */
const ATTEMPTS_MAX = 5
const WORLDS: World[] = ['builtin', 'scripted', 'quota', 'embedding', 'documents', 'sessions']
const played = attacks
  .filter(({ stores }) => !onRealStores || stores)
  .filter(({ long }) => !long || process.env.TEST_LONG || process.env.ATTACK)
  .filter(({ name }) => new RegExp(process.env.ATTACK ?? '').test(name))
  .sort((a, b) => WORLDS.indexOf(worldOf(a)) - WORLDS.indexOf(worldOf(b)))

function worldOf({ world = 'builtin' }: Attack): World {
  return world
}

/** `used`: something of an attack still goes on in it. */
let arena: (Arena & { world: World; used?: boolean }) | undefined

async function arenaFor(attack: Attack): Promise<Arena> {
  const world = worldOf(attack)
  if (arena && arena.world === world && !arena.used && arena.isFresh()) return arena
  await arena?.[Symbol.asyncDispose]()
  arena = undefined
  arena = { ...(await openArena(world)), world }
  return arena
}

const table: [string, Measured & { seconds: number }][] = []

afterAll(async () => {
  await arena?.[Symbol.asyncDispose]()
  const rows = table.map(([name, measured]) => ({ name, measured, figures: figuresOf(measured) }))
  const lines = [
    'Added waiting of another user in ms (own: without waiting for a core), growth of processes and files in MiB, answers by status:',
    line('attack', ['p50', 'max', 'own', ...SERVICES, 'disk', 'seconds']),
    ...rows.map(({ name, measured, figures }) => line(name, figures, JSON.stringify(measured.statuses))),
    line(
      `most of ${rows.length}`,
      (rows[0]?.figures ?? []).map((_, column) => Math.max(...rows.map(({ figures }) => figures[column] ?? 0))),
    ),
  ]
  process.stdout.write(`\n${lines.join('\n')}\n\n`)
})

const line = (name: string, cells: (string | number)[], after = '') =>
  `${name.padEnd(52)} ${cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(0) : cell).padStart(7)).join(' ')} ${after}`

const figuresOf = ({ p50AddedMs, maxAddedMs, ownMs, ownCalmMs, growth, diskGrowth, seconds }: Measured & { seconds: number }) => [
  p50AddedMs,
  maxAddedMs,
  Math.max(0, ownMs - ownCalmMs),
  ...SERVICES.map((service) => growth[service] / MIB),
  diskGrowth / MIB,
  seconds,
]

interface Try {
  measured?: Measured
  complaints: string[]
  isNoise: boolean
}

/** A try that can't be played is a complaint too. */
async function tryOnce(attack: Attack, attempt: number): Promise<Try> {
  try {
    const measured = await measure(await arenaFor(attack), attack, attempt)
    const noise = noiseIn(measured)
    const complaints = noise === undefined ? judge(attack, measured, bytesInFlight(attack)) : [noise]
    return { measured, complaints, isNoise: noise !== undefined }
  } catch (error) {
    return { complaints: [`it could not be played: ${error}`], isNoise: false }
  }
}

for (const attack of played) {
  test(attack.name, async () => {
    const startedAtMs = performance.now()
    const verdicts: string[][] = []
    for (let attempt = 1; ; attempt++) {
      const { measured, complaints, isNoise } = await tryOnce(attack, attempt)
      if (!isNoise) verdicts.push(complaints)
      const isGood = complaints.length === 0
      // Each try has a new product.
      if (arena && !(measured?.isOver && isGood)) arena.used = true
      if (!isGood) process.stdout.write(`${isNoise ? 'noise' : 'complaint'}: ${attack.name}: ${complaints.join('; ')}\n`)
      if (!isGood && verdicts.length < JUDGED_MAX && attempt < ATTEMPTS_MAX) continue
      if (!measured) break
      const row = { ...measured, seconds: (performance.now() - startedAtMs) / 1_000 }
      table.push([attack.name, row])
      process.stdout.write(`${line(attack.name, figuresOf(row))}\n`) // a run that is stopped has shown its figures
      break
    }
    expect(verdicts[JUDGED_MAX - 1] ?? []).toEqual([])
  })
}
