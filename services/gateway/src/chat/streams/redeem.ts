import { AppError } from '@collabry/runtime/errors'
import type { Redeem } from '../../core/auth/auth'
import { exchangeOf } from '../../core/request-context'
import { userKey } from '../../core/user-key'
import type { Streams } from './streams'

/** A used, expired or unknown ticket is as good as a token that is none. */
export const createRedeem =
  (streams: Pick<Streams, 'redeemTicket'>): Redeem =>
  async ({ ticket, streamId }, request) => {
    const limits = { requestId: exchangeOf(request).requestId, signal: request.signal }
    const pass = await streams.redeemTicket(ticket, limits).catch((error: unknown) => {
      throw error instanceof AppError && error.code === 'not_found' ? refused(error) : error
    })
    if (pass.streamId !== streamId) throw refused()
    const { userId } = pass
    const ofTicket = { scopes: new Set<string>(), expiresAtMs: Date.now(), tag: 'by ticket', revocableAs: [], jti: '' }
    return { ...ofTicket, userId, key: userKey(userId) }
  }

const refused = (cause?: unknown) =>
  new AppError('invalid_token', 'This ticket is unknown, used or expired; ask for a new one.', { cause })
