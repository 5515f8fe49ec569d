import { Database } from 'bun:sqlite'
import { expect, setDefaultTimeout, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { codeOf } from '../../../services/memory/test/contract-users'
import { groupCommit } from './group-commit'

setDefaultTimeout(180_000) // ten thousand writes on a busy machine

const opened = (sync?: () => Promise<void>) => {
  const db = new Database(':memory:')
  db.run('create table item (n integer primary key)')
  const add = (n: number) => db.run('insert into item (n) values (?)', [n])
  const all = () =>
    db
      .query<{ n: number }, []>('select n from item order by n')
      .all()
      .map(({ n }) => n)
  return { db, add, all, write: groupCommit(db, sync) }
}

test('a write that fails leaves no trace and takes none of the others with it', async () => {
  const { write, add, all } = opened()
  const refuse = () => {
    add(2)
    throw new AppError('not_found', 'There is none.')
  }
  const twice = () => {
    add(4)
    add(1)
  }
  const outcomes = [write(() => add(1)), write(refuse), write(() => add(3)), write(twice)].map(codeOf)
  expect(await Promise.all(outcomes)).toEqual(['no error', 'not_found', 'no error', 'unavailable'])
  expect(all()).toEqual([1, 3])
})

test('when SQLite itself has rolled back, as on a full disk, the writes of the transaction fail', async () => {
  const { db, write, add, all } = opened()
  const rolledBack = () => {
    db.run('rollback')
    throw new AppError('internal_error', 'The disk is full.')
  }
  const outcomes = [write(() => add(1)), write(rolledBack), write(() => add(3))].map(codeOf)
  expect(await Promise.all(outcomes)).toEqual(['unavailable', 'unavailable', 'no error'])
  expect(all()).toEqual([3])
})

test('a store that can not be written refuses what waits, and takes writes again later', async () => {
  const { db, write, add, all } = opened()
  db.run('pragma query_only = on')
  expect(await Promise.all([1, 2].map((n) => codeOf(write(() => add(n)))))).toEqual(['unavailable', 'unavailable'])
  db.run('pragma query_only = off')
  await write(() => add(3))
  expect(all()).toEqual([3])
})

test('a store that can not even begin refuses what waits', async () => {
  const { db, write, add } = opened()
  db.close()
  expect(await Promise.all([1, 2].map((n) => codeOf(write(() => add(n)))))).not.toContain('no error')
})

test('more writes than may wait are refused, and all that were taken are kept', async () => {
  const { write, add, all } = opened()
  const outcomes = await Promise.all(Array.from({ length: 10_050 }, (_, n) => codeOf(write(() => add(n)))))
  expect(outcomes.filter((code) => code === 'overloaded')).toHaveLength(50)
  expect(all()).toHaveLength(10_000)
})

test('a write is answered once the disk has it, and writes meanwhile share the next commit', async () => {
  const syncs: PromiseWithResolvers<void>[] = []
  const { write, add, all } = opened(() => {
    const running = Promise.withResolvers<void>()
    syncs.push(running)
    return running.promise
  })
  const answered: number[] = []
  const ask = (n: number) => write(() => add(n)).then(() => answered.push(n))
  const first = ask(1)
  while (syncs.length < 1) await Bun.sleep(1)
  const others = [ask(2), ask(3)]
  expect(all()).toEqual([1])
  expect(answered).toEqual([])
  syncs[0]?.resolve()
  await first
  while (syncs.length < 2) await Bun.sleep(1)
  expect(all()).toEqual([1, 2, 3])
  expect(answered).toEqual([1])
  syncs[1]?.resolve()
  await Promise.all(others)
  expect(syncs).toHaveLength(2)
})

test('writes fail when the disk does not take their commit, and later ones are tried', async () => {
  const failures = [new Error('EIO')]
  const { write, add } = opened(async () => {
    const failure = failures.shift()
    if (failure) throw failure
  })
  expect(await codeOf(write(() => add(1)))).toBe('unavailable')
  expect(await codeOf(write(() => add(2)))).toBe('no error')
})

test('many waiting writes are committed at once, though the last commit was a moment ago', async () => {
  let syncs = 0
  const { write, add } = opened(async () => void syncs++)
  const writes = (from: number) => Promise.all(Array.from({ length: 8 }, (_, n) => write(() => add(from + n))))
  await writes(0)
  const others = writes(100)
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
  expect(syncs).toBe(2)
  await others
})

test('a write that needs no disk is answered with its commit, and is on the disk with the next one that does', async () => {
  const syncs: PromiseWithResolvers<void>[] = []
  const onDisk: number[][] = []
  const { write, add, all } = opened(() => {
    onDisk.push(all())
    const running = Promise.withResolvers<void>()
    syncs.push(running)
    return running.promise
  })
  await write(() => add(1), 'commit')
  expect([all(), syncs.length]).toEqual([[1], 0])

  const waiting = write(() => add(2))
  while (syncs.length < 1) await Bun.sleep(1)
  expect(onDisk).toEqual([[1, 2]])
  // The disk is at work, which holds up no commit.
  await write(() => add(3), 'commit')
  const next = write(() => add(4))
  while (all().length < 4) await Bun.sleep(1)
  expect(syncs).toHaveLength(1)
  syncs[0]?.resolve()
  await waiting
  while (syncs.length < 2) await Bun.sleep(1)
  syncs[1]?.resolve()
  await next
  expect(onDisk).toEqual([
    [1, 2],
    [1, 2, 3, 4],
  ])
  const nested = write(() => {
    throw new AppError('conflict', 'No.')
  }, 'commit')
  expect(await codeOf(nested)).toBe('conflict')
})

test('writes that wait for a disk which does not answer are as many as may wait', async () => {
  const disk = Promise.withResolvers<void>()
  const { write, add, all } = opened(() => disk.promise)
  const taken = Array.from({ length: 10_000 }, (_, n) => codeOf(write(() => add(n))))
  while (all().length < 10_000) await Bun.sleep(1)
  expect(await codeOf(write(() => add(10_000)))).toBe('overloaded')
  disk.resolve()
  expect(new Set(await Promise.all(taken))).toEqual(new Set(['no error']))
  expect(await codeOf(write(() => add(10_000)))).toBe('no error')
})
