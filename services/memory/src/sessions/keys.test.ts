import { expect, setDefaultTimeout, test } from 'bun:test'
import { ownerKey } from '@collabry/storage/owner-key'
import { sessionRef } from './mongo/session-documents'

setDefaultTimeout(300_000) // 5 s of a processor that has nothing else to do

/** A million in the long run. */
const PAIRS = process.env.TEST_LONG ? 1_000_000 : 200_000
/** What keys are made of, and what is taken for something else by case, form, escaping or query syntax. */
const PIECES = [
  'a',
  'A',
  '.',
  '..',
  ':',
  '/',
  '%',
  '%3A',
  '%2F',
  'u.',
  'public',
  '$ne',
  '_',
  '-',
  'é',
  'e\u0301',
  '\u0430',
  "'",
  '0',
  ' ',
]
const SESSION_PIECES = ['a', 'A', '.', '..', '_', '-', '0', 'u.', 'public', 'a-', 's1']

// Park and Miller's generator: the same pairs in every run.
let seed = 42
const below = (limit: number): number => {
  seed = (seed * 48_271) % 2_147_483_647
  return seed % limit
}
const some = (pieces: string[]): string => Array.from({ length: 1 + below(4) }, () => pieces[below(pieces.length)]).join('')

test(`of ${PAIRS} pairs of a user and a session, no two that differ meet in one key`, () => {
  const pairOf = new Map<bigint | number, string>()
  let different = 0
  for (let n = 0; n < PAIRS; n++) {
    const [user, session] = [some(PIECES), some(SESSION_PIECES)]
    const pair = JSON.stringify([user, session])
    const key = sessionRef(ownerKey(user), session)
    const hash = Bun.hash.wyhash(key)
    const known = pairOf.get(hash)
    if (known === undefined) {
      pairOf.set(hash, pair)
      different++
    } else if (known !== pair) expect({ key, pair }).toEqual({ key, pair: known })
  }
  expect(different).toBeGreaterThan(PAIRS / 4)
})
