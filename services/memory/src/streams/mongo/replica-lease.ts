import type { Collection } from 'mongodb'
import { PRODUCER_LEASE_MS } from '../store'
import type { HolderDocument, Notice } from './collections'

/** The lease is renewed this often while logs are held; a notice of another process arrives at most this late. */
const RENEW_MS = 200
/** The leases of other holders are read again after this time. */
const LEASE_CACHE_MS = 500
/** A holder regards its lease as over before others do, since their estimates of the server’s clock may differ by this. */
const CLOCK_ERROR_MS = 300
/** Older notices are dropped; the holder then looks at each of its logs. */
const NOTICES_MAX = 20_000
/** Pause between two looks whether a holder has obeyed. */
const LOOK_MS = 50

interface Parts {
  holders: Collection<HolderDocument>
  now: () => number
  events: {
    /** Obeys at once. Resolves when nothing is being written any more that contradicts the notices. */
    obey(notices: Notice[]): Promise<void>
    /** Other processes may have taken or ended each held log. */
    lapsed(): void
    /** Regular work beside the renewal, which does not wait for it. */
    tick(): Promise<void>
    /** False: no log is held, and the lease may end. */
    isHolding(): boolean
  }
}

/** The lease of this process on all logs that it holds, in a single document. */
export class ReplicaLease {
  readonly id = crypto.randomUUID()
  #untilMs = Number.NEGATIVE_INFINITY
  #lapses = 0
  #obeyed = 0
  #renewing: Promise<void> | undefined
  #ticking: Promise<void> | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #isStopped = false
  #known = new Map<string, number>()
  #knownAt = Number.NEGATIVE_INFINITY

  constructor(private readonly parts: Parts) {}

  /** Holds the lease from now on. The number that it returns changes when the lease is interrupted. */
  async hold(): Promise<number> {
    if (!this.#isValid()) await this.#renew()
    this.#schedule()
    return this.#lapses
  }

  /** Whether the lease was held without interruption since `hold` returned this number. */
  isUnbroken(lapses: number): boolean {
    return this.#isValid() && lapses === this.#lapses
  }

  /** Until when holders are alive; absent: they are not. */
  async aliveUntil(holders: string[]): Promise<Map<string, number>> {
    const isKnown = performance.now() - this.#knownAt < LEASE_CACHE_MS && holders.every((id) => this.#known.has(id))
    if (!isKnown) {
      const found = await this.parts.holders.find({ _id: { $in: holders } }, { projection: { leaseUntilMs: 1 } }).toArray()
      this.#known = new Map(found.map(({ _id, leaseUntilMs }) => [_id, leaseUntilMs]))
      this.#knownAt = performance.now()
    }
    return this.#known
  }

  /** Holders whose lease is over. */
  async dead(): Promise<string[]> {
    const found = await this.parts.holders
      .find({ leaseUntilMs: { $lte: this.parts.now() } }, { projection: { _id: 1 } })
      .toArray()
    return found.map(({ _id }) => _id)
  }

  /** Tells other processes about logs that they hold. Resolves when each knows it. */
  async post(notices: { holder: string; notice: Notice }[]): Promise<void> {
    const { holders } = this.parts
    const others = notices.filter(({ holder }) => holder !== '' && holder !== this.id)
    const byHolder = Map.groupBy(others, ({ holder }) => holder)
    if (byHolder.size === 0) return
    const writes = [...byHolder].map(([_id, list]) => {
      const $each = list.map(({ notice }) => notice)
      const update = { $inc: { posted: 1 }, $push: { notices: { $each, $slice: -NOTICES_MAX } } }
      return { updateOne: { filter: { _id }, update } }
    })
    await holders.bulkWrite(writes, { ordered: false })
  }

  /** Resolves when each of the holders has obeyed all notices so far, or is dead. */
  async obeyed(ids: Iterable<string>): Promise<void> {
    const { holders, now } = this.parts
    const others = new Set([...ids].filter((id) => id !== '' && id !== this.id))
    if (others.size === 0) return
    const look = () => holders.find({ _id: { $in: [...others] } }, { projection: { notices: 0 } }).toArray()
    const posted = new Map((await look()).map((one) => [one._id, one.posted]))
    for (const until = performance.now() + 2 * PRODUCER_LEASE_MS; performance.now() < until; ) {
      const waiting = (await look()).filter(
        ({ _id, obeyed, leaseUntilMs }) => leaseUntilMs > now() && obeyed < (posted.get(_id) ?? 0),
      )
      if (waiting.length === 0) return
      await Bun.sleep(LOOK_MS)
    }
  }

  /** No renewal and no tick is under way, nor follows. */
  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#renewing?.catch(() => undefined)
    await this.#ticking
  }

  /** Ends the lease of a process that holds no logs any more. */
  async remove(): Promise<void> {
    if (this.#untilMs !== Number.NEGATIVE_INFINITY) await this.parts.holders.deleteOne({ _id: this.id })
  }

  #isValid(): boolean {
    return this.parts.now() < this.#untilMs - CLOCK_ERROR_MS
  }

  #renew(): Promise<void> {
    this.#renewing ??= this.#renewOnce().finally(() => {
      this.#renewing = undefined
    })
    return this.#renewing
  }

  async #renewOnce(): Promise<void> {
    const { holders, now, events } = this.parts
    const [at, beforeMs] = [now(), this.#untilMs]
    const before = await holders.findOneAndUpdate(
      { _id: this.id },
      { $set: { leaseUntilMs: at + PRODUCER_LEASE_MS, notices: [], obeyed: this.#obeyed }, $setOnInsert: { posted: 0 } },
      { upsert: true, returnDocument: 'before' },
    )
    this.#untilMs = at + PRODUCER_LEASE_MS
    const isLate = beforeMs !== Number.NEGATIVE_INFINITY && now() >= beforeMs - CLOCK_ERROR_MS
    if (isLate || (before?.notices.length ?? 0) >= NOTICES_MAX) {
      this.#lapses++
      events.lapsed()
    }
    if (before && before.notices.length > 0) void this.#report(events.obey(before.notices), before)
  }

  /** Callers of `obeyed` learn that the notices were obeyed: now if they wait, else with the next renewal. */
  async #report(obeying: Promise<void>, { posted, notices }: HolderDocument): Promise<void> {
    await obeying
    this.#obeyed = posted
    if (!notices.some(({ kind }) => kind === 'gone')) return
    // After a failure the next renewal reports it.
    await this.parts.holders.updateOne({ _id: this.id }, { $max: { obeyed: posted } }).catch(() => undefined)
  }

  #schedule() {
    if (this.#timer !== undefined || this.#isStopped) return
    this.#timer = setTimeout(async () => {
      this.#ticking ??= this.parts.events.tick().then(this.#ticked, this.#ticked)
      // While the store is unavailable the next append reports it, and the next renewal tries again.
      await this.#renew().catch(() => undefined)
      this.#timer = undefined
      if (this.parts.events.isHolding()) this.#schedule()
    }, RENEW_MS)
  }

  readonly #ticked = () => {
    this.#ticking = undefined
  }
}
