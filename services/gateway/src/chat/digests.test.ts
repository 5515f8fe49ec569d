import { expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { createLog } from '@collabry/runtime/log'
import type { Digests, WaitingDigest } from '../sessions/ports'
import { makeDigests } from './summarization'

const log = createLog({ service: 'test', level: 'silent' })
const never = new AbortController().signal
const waiting = (userId: string): WaitingDigest => ({
  ...{ userId, sessionId: 's', claim: 1, wantsTitle: true, summary: '', cursor: '' },
})

/** A queue of these, and what became of each. */
function queueOf(...users: string[]) {
  const left = users.map(waiting)
  const ends: [string, boolean][] = []
  const digests: Digests = {
    claim: async (limit) => left.splice(0, limit),
    end: async ({ userId }, again, caller) => {
      expect(caller.userId).toBe(userId)
      ends.push([userId, again])
    },
  }
  return { digests, ends, left }
}

test('all that wait are made, each on behalf of its own user', async () => {
  const made: string[] = []
  const { digests, ends } = queueOf('ann', 'bob')
  await makeDigests({ digests, makeDigest: async (_, { userId }) => void made.push(userId), log }, never)
  expect(made).toEqual(['ann', 'bob'])
  expect(ends).toEqual([
    ['ann', false],
    ['bob', false],
  ])
})

test('when the model is wanted by somebody, the work is given back and stops', async () => {
  const { digests, ends, left } = queueOf('ann', 'bob')
  await makeDigests({ digests, makeDigest: () => Promise.reject(new AppError('overloaded', 'Asked.')), log }, never)
  expect(ends).toEqual([['ann', true]])
  expect(left).toHaveLength(1)
})

test('what can not be made does not come again, and holds up no other', async () => {
  const { digests, ends } = queueOf('ann', 'bob', 'cy')
  const codes = { ann: 'upstream_error', bob: 'not_found' } as const
  const makeDigest = async ({ userId }: WaitingDigest) => {
    if (userId in codes) throw new AppError(codes[userId as keyof typeof codes], 'No.')
  }
  await makeDigests({ digests, makeDigest, log }, never)
  expect(ends.map(([, again]) => again)).toEqual([false, false, false])
})
