import { type Log, userTag } from '@collabry/runtime/log'
import type { KeySet } from '../account/key-set'
import { remoteKeySet } from '../account/key-set-client'
import { createLogins } from '../account/refresh'
import { refreshTokenVerifier } from '../account/refresh-token'
import { followRevocations, type Revoked, tokenIdOf } from '../account/revocation-list'
import { revocationsClient, tokenFamiliesClient } from '../account/token-client'
import { pairSigner } from '../account/token-issuer'
import type { Revocations } from '../account/tokens'
import type { GatewayConfig } from '../config'
import { tokenVerifier } from '../core/auth/verify-token'
import type { MemoryStub } from '../core/grpc/stubs'

/** Stores and lists that decide whether a token is valid. */
export interface Accounts {
  keySet: KeySet | undefined
  revoked: Revoked
  revocations: Revocations
}

export function accountsOf(memory: MemoryStub, config: GatewayConfig, log: Log, started: AsyncDisposableStack): Accounts {
  const { jwtJwksUrl: url, jwtJwksAlgorithms: algorithms } = config
  const revocations = revocationsClient(memory)
  return {
    revocations,
    keySet: url === undefined ? undefined : remoteKeySet({ url, algorithms, log }),
    revoked: started.use(followRevocations({ revocations, log })),
  }
}

export function loginsOf(memory: MemoryStub, config: GatewayConfig, accounts: Accounts) {
  const rules = tokenRules(config, accounts)
  return createLogins({
    families: tokenFamiliesClient(memory),
    async revoke(token, caller) {
      await accounts.revocations.revoke(token, caller)
      accounts.revoked.add({ tokenId: tokenIdOf(caller.userId, token.jti), expiresAtMs: token.expiresAtMs })
    },
    familyEnded: (tokenId, expiresAtMs) => accounts.revoked.add({ tokenId, expiresAtMs }),
    verify: refreshTokenVerifier(rules),
    sign: pairSigner({ ...rules, secret: config.jwtSecretKey }),
  })
}

/** Verifies access tokens and finds their user. */
export function verifier(config: GatewayConfig, accounts: Accounts) {
  const { jwtSecretKey, logUserIds } = config
  const tagOf = logUserIds ? (userId: string) => userId : (userId: string) => userTag(jwtSecretKey, userId)
  return tokenVerifier({ ...tokenRules(config, accounts), tagOf })
}

const tokenRules = (config: GatewayConfig, { keySet }: Accounts) => ({
  secrets: [config.jwtSecretKey, ...config.jwtPreviousSecretKeys],
  algorithm: config.jwtAlgorithm,
  issuer: config.jwtIssuer,
  audience: config.jwtAudience,
  keySet,
})
