import { expect, test } from 'bun:test'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { numberedScript } from '@collabry/fake-ollama/script'
import { freePorts } from '@collabry/stack/ports'
import { SERVICES, type ServiceName } from '@collabry/stack/services'
import { clientOf } from '../e2e/client'
import { measured } from '../e2e/product'
import { realStore } from '../real-store'
import { ROOT } from '../source'
import { startBalancer } from './balancer'
import { type Fleet, startFleet } from './fleet'
import { keptConnections } from './kept-connections'
import { hasPreviousBuild, previousBuild } from './previous-build'
import { realStores } from './real-stores'
import { type Running, startTraffic, type Traffic, warmUp } from './traffic'

/** As many of each as a round asks for; a round restarts every replica of every service once. */
const ROUNDS = Number(process.env.ROUNDS ?? 1)
/** A part of the load, for a machine that the whole of it strains before anything is restarted. */
const LOAD = Number(process.env.LOAD ?? 1)
const REQUESTS_A_ROUND = Math.ceil(1_000 * LOAD)
const STREAMS = Math.ceil(20 * LOAD)
/** Together about 50 requests a second, on a busy machine too. */
const WORKERS = Math.ceil(24 * LOAD)
const PAUSE_MS = 400
/** One request in this many may be late. */
const LATE_OF = 100
const TEST_MS_MAX = 60_000 + ROUNDS * 120_000
/** Each goes to this version, and all but the last back to the one before. */
const UPGRADES = Math.ceil(ROUNDS / 4)
const UPGRADE_MS_MAX = 120_000 + UPGRADES * 600_000

/** Restarted side by side; within one, the next replica is only asked to stop when the one before is ready again. */
const LANES: ServiceName[][] = [['gateway'], ['rag', 'llm', 'memory']]
/** Whom others call is upgraded first, as deploy/k8s/upgrade.sh does it: no caller meets a service that is older than itself. */
const UPGRADE_ORDER: ServiceName[] = ['memory', 'llm', 'rag', 'gateway']

/** Replicas of these services one after another; `root`: of another build. */
async function restart({ replicas }: Fleet, services: ServiceName[], root?: string): Promise<void> {
  for (const replica of services.flatMap((service) => replicas[service])) {
    expect([replica.service, await replica.stop()]).toEqual([replica.service, 0])
    await replica.start(root === undefined ? {} : { root })
  }
}

async function restartAll(fleet: Fleet): Promise<void> {
  expect(LANES.flat().sort()).toEqual([...SERVICES].sort())
  // All of them end before a failure is reported, since processes that are started after the test would outlive it.
  const lanes = await Promise.allSettled(LANES.map((services) => restart(fleet, services)))
  for (const one of lanes) if (one.status === 'rejected') throw one.reason
}

interface Start {
  /** A checkout of another version; default: this one. */
  root?: string
  /** SHUTDOWN_DELAY_SECONDS. */
  delay: string
}

/** Shorter than in deploy/k8s: callers of this version wait for the next process themselves. */
const DELAY = '2'
/** That of the gateway in deploy/k8s; the other services have more there. */
const DELAY_OF_UPGRADES = '10'

/** Two replicas of each service on the real stores behind a balancer, under a load that `roll` is done under. */
async function underLoad({ root, delay }: Start, roll: (fleet: Fleet, traffic: Running) => Promise<void>): Promise<Traffic> {
  await using stack = new AsyncDisposableStack()
  const script = numberedScript(30, { tokenDelayMs: 100 })
  const fake = stack.use(await startFakeOllama({ script }))
  const stores = stack.use(realStores())
  const env = { LLM_PROVIDER: 'ollama', OLLAMA_BASE_URL: fake.url, SHUTDOWN_DELAY_SECONDS: delay, ...stores.env }
  const fleet = stack.use(await startFleet({ count: 2, env, ...(root !== undefined && { root }) }))
  const [port = 0] = freePorts(1)
  const balancer = stack.use(await startBalancer(port, fleet.replicas.gateway))
  const door = { url: balancer.url, token: fleet.token }
  const clients = await Promise.all(['ann', 'bob', 'cy'].map((user) => clientOf(door, user, stack.use(keptConnections()).send)))
  await warmUp(clients)
  const { tokens } = script({ model: '', messages: [] })
  const traffic = stack.use(startTraffic({ clients, workers: WORKERS, streamers: STREAMS, pauseMs: PAUSE_MS, tokens }))
  await roll(fleet, traffic)
  const outcome = await traffic.stop()
  if (outcome.failures.length > 0) for (const line of errorsIn(fleet.logDir).slice(0, 10)) measured(line)
  return outcome
}

/** Lines of the processes that say why a request failed. */
const errorsIn = (logDir: string) =>
  readdirSync(logDir).flatMap((name) =>
    readFileSync(join(logDir, name), 'utf8')
      .split('\n')
      .filter((line) => line.includes('"level":"error"'))
      .map((line) => `${name}: ${line.slice(0, 1_500)}`),
  )

/** Prints counts, and the failures that it has not printed yet. */
function reporter({ sofar }: Running) {
  const startedAt = performance.now()
  let told = 0
  return (step: string) => {
    const { requests, streams, late, failures } = sofar
    for (const failure of failures.slice(told, 10)) measured(failure)
    told = Math.max(told, failures.length)
    const seconds = Math.round((performance.now() - startedAt) / 1_000)
    measured(`${step}: ${requests} requests, ${streams} streams, ${failures.length} failed, ${late} late, ${seconds} s`)
  }
}

realStore('MONGO_URI', () =>
  realStore('MILVUS_ADDRESS', () => {
    test(
      'while every replica of every service is restarted, no request fails and no stream is cut',
      async () => {
        const { requests, streams, late, failures } = await underLoad({ delay: DELAY }, async (fleet, traffic) => {
          const report = reporter(traffic)
          for (let round = 1; round <= ROUNDS || traffic.sofar.requests < ROUNDS * REQUESTS_A_ROUND; round++) {
            await restartAll(fleet)
            report(`round ${round}`)
          }
        })
        expect(failures.slice(0, 20)).toEqual([])
        expect(late).toBeLessThanOrEqual((requests + streams) / LATE_OF)
        expect(requests).toBeGreaterThanOrEqual(ROUNDS * REQUESTS_A_ROUND)
        expect(streams).toBeGreaterThanOrEqual(STREAMS)
      },
      TEST_MS_MAX,
    )

    test.skipIf(process.env.TEST_LONG !== '1' || !hasPreviousBuild())(
      'while the version before is replaced by this one, and this one by it, no request fails and no stream is cut',
      async () => {
        using previous = previousBuild()
        const { requests, streams, late, failures } = await underLoad(
          { root: previous.root, delay: DELAY_OF_UPGRADES },
          async (fleet, traffic) => {
            const report = reporter(traffic)
            for (let round = 1; round <= UPGRADES; round++) {
              await restart(fleet, UPGRADE_ORDER, ROOT)
              report(`upgrade ${round} from ${previous.name.slice(0, 12)}`)
              // A build that knows no additive steps takes every newer schema for one that it can not work on.
              if (round === UPGRADES || !previous.goesBack) break
              await restart(fleet, UPGRADE_ORDER.toReversed(), previous.root)
              report(`back to ${previous.name.slice(0, 12)}`)
            }
          },
        )
        expect(failures.slice(0, 20)).toEqual([])
        expect(late).toBeLessThanOrEqual((requests + streams) / LATE_OF)
        expect(requests).toBeGreaterThan(0)
        expect(streams).toBeGreaterThanOrEqual(STREAMS)
      },
      UPGRADE_MS_MAX,
    )
  }),
)
