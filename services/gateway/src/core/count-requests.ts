import { Elysia } from 'elysia'
import type { CountUsage } from '../account/usage'
import { exchangeOf } from './request-context'

const ONE = { requests: 1 }

/** Counts every request whose user is known. */
export const countRequests = (count: CountUsage) =>
  new Elysia({ name: 'count-requests' }).onRequest(({ request }) => {
    const { identity, acceptedAtMs } = exchangeOf(request)
    if (identity) count({ userId: identity.userId, acceptedAtMs }, ONE)
  })
