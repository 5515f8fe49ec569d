import { coalesce } from '@collabry/storage/coalesce'
import { isDuplicate } from '@collabry/storage/mongo-client'
import type { UserKey } from '@collabry/storage/owner-key'
import { MongoBulkWriteError } from 'mongodb'
import type { OwnerLimits } from '../../owner-limits'
import { isLookedAt, newEvents } from '../part'
import { PRODUCER_LEASE_MS, type ProducerNews, type StreamPage, streamEnded, streamNotFound, type Wait } from '../store'
import { type Appending, pageOf } from './batches'
import type { Notice, StreamCollections, StreamDocument } from './collections'
import {
  endOf,
  type Held,
  interrupted,
  lossOf,
  newEventsOf,
  newHeld,
  newsOf,
  openOf,
  partOf,
  type Ready,
  releaseOf,
  remember,
  removeUncounted,
  UPDATED_MAX,
  updateAll,
} from './held-log'
import { ReplicaLease } from './replica-lease'

/**
 * All logs of this process are written together: at most 200 inserts a second, and a single event waits at most `gapMs`. After a
 * commit that is slow fewer go together: a renewal of the lease may have to wait until they are done.
 */
const COMMITS = { gapMs: 5, itemsMax: 5_000, slowMs: 250 }
/** Counts of logs in their documents, for processes that read them there, are at most this old. */
const COUNTS_MS = 1_000
/** A slow store spends at most one part in COUNTS_SHARE of its time on counts; then they are older. */
const COUNTS_SHARE = 5
/** At most ten write commands a second, regardless of the number of logs. */
const COUNTS_COMMAND_MS = 100
/** Lost logs that are closed in one step. */
const CLOSED_MAX = 50
const TRIES_MAX = 5

interface Parts {
  collections: StreamCollections
  now: () => number
  limits: OwnerLimits
  /** Makes room for a log of the owner that grows by these bytes; throws when there is none. */
  makeRoom(owner: UserKey, added: number): Promise<void>
  /** An append to a log that has its own lease. */
  appendUnheld(appending: Appending): Promise<ProducerNews>
}

/**
 * Logs whose producers append at this process. Parts are the log: each continues the one before, since their ids are unique. So
 * the events of all logs are one insert, and no document of a log changes with them.
 */
export class HeldStreams {
  readonly lease: ReplicaLease
  readonly #held = new Map<string, Held>()
  readonly #commit: (item: Appending) => Promise<ProducerNews>
  /** Number of appends that wait for the store, by log: their producers are not silent. */
  readonly #waiting = new Map<string, number>()
  readonly #inserting = new Set<Promise<unknown>>()
  #countsDueAt = 0

  constructor(private readonly parts: Parts) {
    this.#commit = coalesce({ ...COMMITS, run: (items) => this.#commitAll(items) })
    const events = {
      obey: (notices: Notice[]) => this.#obey(notices),
      lapsed: () => {
        for (const held of this.#held.values()) held.isSure = false
      },
      tick: () => this.#tick(),
      isHolding: () => this.#held.size > 0,
    }
    this.lease = new ReplicaLease({ holders: parts.collections.holders, now: parts.now, events })
  }

  has(id: string): boolean {
    return this.#held.has(id)
  }

  /** A log that was opened here. It is held before it is stored, so that one whose insertion is unanswered ends by its lease. */
  add(stream: StreamDocument): void {
    this.#add(stream, { last: 0, bytes: 0 })
  }

  async append(appending: Appending): Promise<ProducerNews> {
    const { id } = appending
    this.#waiting.set(id, (this.#waiting.get(id) ?? 0) + 1)
    try {
      return await this.#commit(appending)
    } finally {
      const left = (this.#waiting.get(id) ?? 1) - 1
      if (left > 0) this.#waiting.set(id, left)
      else this.#waiting.delete(id)
    }
  }

  /** Until when the producers of logs are alive, in order; 0: lost. */
  async aliveUntil(streams: StreamDocument[]): Promise<number[]> {
    const others = new Set(streams.flatMap(({ holder }) => (holder && holder !== this.lease.id ? [holder] : [])))
    const known = others.size > 0 ? await this.lease.aliveUntil([...others]) : undefined
    return streams.map(({ _id, key, holder, leaseUntilMs }) => {
      if (!holder) return leaseUntilMs
      if (holder !== this.lease.id) return known?.get(holder) ?? 0
      const held = this.#held.get(_id)
      return held?.stream.key === key ? this.#aliveUntil(held) : 0
    })
  }

  stop(id: string): void {
    const held = this.#held.get(id)
    if (held) held.stopRequested = true
  }

  followed(id: string): void {
    const held = this.#held.get(id)
    if (held) held.followedAtMs = this.parts.now()
  }

  /** A page of a log that is held here, from memory; undefined: the store must be read. */
  async read(id: string, after: number, wait?: Wait): Promise<StreamPage | undefined> {
    const held = this.#held.get(id)
    if (!held?.isSure || held.stream.expiresAtMs <= this.parts.now()) return undefined
    held.watchedAt = performance.now()
    if (after >= held.count && wait) await held.news.wait(wait.ms, wait.signal)
    if (this.#held.get(id) !== held || !held.isSure) return undefined
    const [oldest] = held.recent
    if (after < held.count && !(oldest && oldest.first <= after + 1)) return undefined
    const leaseUntilMs = this.#aliveUntil(held)
    return pageOf({ ...held.stream, count: held.count, leaseUntilMs }, held.recent, after)
  }

  /** Drops logs that were removed. When it resolves, this process writes no part of them any more. */
  async drop(ids: Iterable<string>): Promise<void> {
    for (const id of ids) this.#drop(id)
    await this.#settled()
  }

  /** Ends held logs whose producers are silent, and those of holders that are lost. */
  async closeLost(): Promise<void> {
    const { collections, now } = this.parts
    await this.#closeSilent(({ appendedAtMs }) => appendedAtMs + PRODUCER_LEASE_MS <= now())
    const dead = (await this.lease.dead()).filter((id) => id !== this.lease.id)
    if (dead.length === 0) return
    const lost = { holder: { $in: dead }, outcome: '' } as const
    for (;;) {
      const some = await collections.streams.find(lost).limit(CLOSED_MAX).toArray()
      if (!(await this.#close(some)) || some.length < CLOSED_MAX) return
    }
  }

  /** Gives all logs their own leases again, so that any process may take them over. */
  async release(): Promise<void> {
    await this.lease.stop()
    await this.#settled()
    await updateAll(this.parts.collections, [...this.#held.values()].map(releaseOf))
    this.#held.clear()
    await this.lease.remove()
  }

  async #commitAll(items: Appending[], triesLeft = TRIES_MAX): Promise<PromiseSettledResult<ProducerNews>[]> {
    const lapses = await this.lease.hold()
    const unheld = await this.#take(items.filter((item) => this.#isStrange(item)))
    const seen = new Set<string>()
    const ready = items.map((item) => {
      const isFirst = !seen.has(item.id)
      seen.add(item.id)
      return isFirst ? this.#prepare(item) : undefined
    })
    const unwritten = await this.#insert(ready)
    const areEnded = await this.#end(items, ready, unwritten)
    // The events are in the logs, unless others have ended those since: all logs are taken again, together.
    if (!this.lease.isUnbroken(lapses)) {
      if (triesLeft === 0) throw interrupted()
      for (const held of this.#held.values()) held.isSure = false
      return this.#commitAll(items, triesLeft - 1)
    }
    return Promise.allSettled(
      items.map(async (item, index) => {
        const one = ready[index]
        if (unheld.has(item.id)) return this.parts.appendUnheld(item)
        const isDone = one && !unwritten.has(index) && (areEnded || !item.part.end)
        if (!isDone || this.#held.get(item.id) !== one.held) return this.#appendAlone(item)
        return this.#done(item, one)
      }),
    )
  }

  /** This process lacks the state that an append needs. */
  #isStrange({ id, part }: Appending): boolean {
    const held = this.#held.get(id)
    return !held?.isSure || held.stream.key !== part.leaseId || part.first > held.count + 1
  }

  /**
   * Takes logs whose producers append here now, from their holders if need be. Returns those with a lease of their own; what is
   * not taken is looked at alone.
   */
  async #take(items: Appending[]): Promise<Set<string>> {
    if (items.length === 0) return new Set()
    const { collections, now } = this.parts
    const byId = new Map(items.map((item) => [item.id, item]))
    const found = await collections.streams.find({ _id: { $in: [...byId.keys()] } }).toArray()
    const isOpen = ({ _id, key, outcome, expiresAtMs }: StreamDocument) =>
      outcome === '' && key === byId.get(_id)?.part.leaseId && expiresAtMs > now()
    const held = found.filter((stream) => stream.holder && isOpen(stream))
    const taken = held.map((stream) => ({ ...stream, holder: this.lease.id, hold: (stream.hold ?? 0) + 1 }))
    if (taken.length > 0) {
      const update = { $set: { holder: this.lease.id }, $inc: { hold: 1 } }
      const writes = held.map((stream) => ({ updateOne: { filter: openOf({ stream }), update } }))
      if (!(await updateAll(this.parts.collections, writes))) return new Set()
      await this.lease.post(held.map(({ _id, holder = '' }) => ({ holder, notice: { id: _id, kind: 'gone' } })))
      const ends = await this.#endsOf(held)
      for (const [index, stream] of taken.entries()) {
        const holder = held[index]?.holder
        const from = holder === this.lease.id ? this.#held.get(stream._id)?.from : holder
        this.#add(stream, ends.get(stream.key) ?? { last: stream.count, bytes: stream.bytes }, from)
      }
    }
    return new Set(found.filter((stream) => !stream.holder && isOpen(stream)).map(({ _id }) => _id))
  }

  /** Number of the last event and the bytes of logs, by their parts. */
  async #endsOf(streams: StreamDocument[]): Promise<Map<string, { last: number; bytes: number }>> {
    const unknown = streams.map(({ key, count }) => ({ stream: key, first: { $gt: count } }))
    const group = { _id: '$stream', last: { $max: '$last' }, bytes: { $max: '$bytes' } }
    const ends = await this.parts.collections.parts
      .aggregate<{ _id: string; last: number; bytes: number }>([{ $match: { $or: unknown } }, { $group: group }])
      .toArray()
    return new Map(ends.map(({ _id, last, bytes }) => [_id, { last, bytes }]))
  }

  #add(stream: StreamDocument, { last, bytes }: { last: number; bytes: number }, from?: string) {
    this.#drop(stream._id)
    this.#held.set(stream._id, newHeld(stream, { last, bytes }, from, this.parts.now()))
  }

  #drop(id: string) {
    this.#held.get(id)?.news.notify()
    this.#held.delete(id)
  }

  /** Undefined: this append is a special case, to be looked at alone. */
  #prepare(item: Appending): Ready | undefined {
    const { id, part, owner } = item
    const held = this.#held.get(id)
    if (!held || this.#isStrange(item) || held.stream.expiresAtMs <= this.parts.now()) return undefined
    if (part.end && held.from !== undefined) return undefined
    const fresh = newEventsOf(part, held)
    if (!fresh || isLookedAt(held.bytes, fresh.bytes, this.parts.limits)) return undefined
    return { held, bytes: fresh.bytes, last: fresh.part.last, part: fresh.isEmpty ? undefined : partOf(held, owner, fresh) }
  }

  /** Writes all parts. Returns the indexes of those whose place in the log was taken. */
  async #insert(ready: (Ready | undefined)[]): Promise<Set<number>> {
    const indexes: number[] = []
    const documents = ready.flatMap((one, index) => {
      if (!one?.part) return []
      indexes.push(index)
      return [one.part]
    })
    if (documents.length === 0) return new Set()
    const inserting = this.parts.collections.parts.insertMany(documents, { ordered: false })
    this.#inserting.add(inserting)
    try {
      await inserting
      return new Set()
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError && isDuplicate(error))) {
        for (const one of ready) if (one) one.held.isSure = false // some may be written
        throw error
      }
      const failed = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors]
      return new Set(failed.map(({ index }) => indexes[index] ?? -1))
    } finally {
      this.#inserting.delete(inserting)
    }
  }

  /** Writes the ends of logs. False: each has to be looked at. */
  async #end(items: Appending[], ready: (Ready | undefined)[], unwritten: Set<number>): Promise<boolean> {
    const writes = items.flatMap(({ part: { end } }, index) => {
      const one = ready[index]
      if (!end || !one || unwritten.has(index)) return []
      return [{ updateOne: { filter: openOf(one.held), update: { $set: endOf(end, one) } } }]
    })
    if (writes.length === 0) return true
    return updateAll(this.parts.collections, writes)
  }

  #done({ id, part }: Appending, { held, part: written, bytes, last }: Ready): ProducerNews {
    held.appendedAtMs = this.parts.now()
    held.appendedAt = performance.now()
    if (written) {
      Object.assign(held, { count: last, bytes, isAhead: true })
      remember(held, written)
      held.news.notify()
    }
    if (part.end) this.#drop(id)
    return { stopRequested: held.stopRequested, unfollowedMs: Math.max(held.appendedAtMs - held.followedAtMs, 0) }
  }

  /** One append by itself, which reports why it can't be done. */
  async #appendAlone(item: Appending): Promise<ProducerNews> {
    const { collections, now, limits, makeRoom } = this.parts
    const { id, part, owner } = item
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const lapses = await this.lease.hold()
      const found = await collections.streams.findOne({ _id: id })
      const stream = found && found.expiresAtMs > now() ? found : undefined
      if (!stream || stream.key !== part.leaseId || stream.outcome !== '') {
        this.#drop(id)
        if (stream?.key === part.leaseId && stream.outcome !== 'producer_lost' && part.end) return newsOf(stream, now())
        await removeUncounted(collections, owner, part.leaseId, stream)
        throw stream ? streamEnded() : streamNotFound()
      }
      if (!stream.holder) return this.parts.appendUnheld(item)
      await this.#take([item])
      const held = this.#held.get(id)
      if (!held || this.#isStrange(item)) {
        if (held && part.first > held.count + 1) newEvents(part, held.count, held.bytes) // throws what is wrong
        continue
      }
      if (part.end && held.from !== undefined) await this.lease.obeyed([held.from]) // nothing may follow the end
      const fresh = newEvents(part, held.count, held.bytes)
      if (isLookedAt(held.bytes, fresh.bytes, limits)) await makeRoom(owner, fresh.bytes - held.bytes)
      if (this.#held.get(id) !== held || held.count !== fresh.part.first - 1) continue
      const one = {
        held,
        bytes: fresh.bytes,
        last: fresh.part.last,
        part: fresh.isEmpty ? undefined : partOf(held, owner, fresh),
      }
      if ((await this.#insert([one])).size > 0) continue
      const { count, bytes } = { count: one.last, bytes: one.bytes }
      const update = { $set: part.end ? endOf(part.end, one) : { count, bytes } }
      const { matchedCount } = await collections.streams.updateOne(openOf(held), update)
      if (matchedCount === 1 && this.lease.isUnbroken(lapses) && this.#held.get(id) === held) return this.#done(item, one)
    }
    throw interrupted()
  }

  #aliveUntil({ stream: { _id }, appendedAtMs }: Held): number {
    return (this.#waiting.has(_id) ? this.parts.now() : appendedAtMs) + PRODUCER_LEASE_MS
  }

  /** Parts that are being inserted are in the log or not. */
  async #settled(): Promise<void> {
    await Promise.allSettled([...this.#inserting])
  }

  #obey(notices: Notice[]): Promise<void> {
    for (const { id, kind } of notices) {
      if (kind === 'stop') this.stop(id)
      else if (kind === 'followed') this.followed(id)
      else this.#drop(id)
    }
    return this.#settled()
  }

  async #tick(): Promise<void> {
    const at = performance.now()
    await this.#closeSilent(({ appendedAt }) => at - appendedAt >= PRODUCER_LEASE_MS)
    if (at < this.#countsDueAt) return
    const commands = await this.#writeCounts()
    const took = performance.now() - at
    this.#countsDueAt = at + Math.max(COUNTS_MS, COUNTS_SHARE * took, COUNTS_COMMAND_MS * commands)
  }

  /** Number of commands that it took. */
  async #writeCounts(): Promise<number> {
    const writes = [...this.#held.values()].flatMap((held) => {
      if (!held.isAhead) return []
      held.isAhead = false
      const { count, bytes, followedAtMs } = held
      return [{ updateOne: { filter: openOf(held), update: { $set: { count, bytes, followedAtMs } } } }]
    })
    await updateAll(this.parts.collections, writes)
    return Math.ceil(writes.length / UPDATED_MAX)
  }

  async #closeSilent(isSilent: (held: Held) => boolean): Promise<void> {
    const all = [...this.#held.values()].filter((held) => !this.#waiting.has(held.stream._id) && isSilent(held))
    const silent = all.slice(0, CLOSED_MAX).map(({ stream }) => stream)
    if (silent.length === 0) return
    await this.drop(silent.map(({ _id }) => _id))
    await this.#close(silent)
  }

  /** Ends logs whose producers are lost, with all parts that they have. False: all were taken, ended or removed. */
  async #close(streams: StreamDocument[]): Promise<boolean> {
    if (streams.length === 0) return false
    const ends = await this.#endsOf(streams)
    const writes = streams.map((stream) => lossOf(stream, ends.get(stream.key)))
    return (await this.parts.collections.streams.bulkWrite(writes, { ordered: false })).matchedCount > 0
  }
}
