import type { ApiKey as ApiKeyMessage } from '@collabry/proto/gen/collabry/memory/v1/ApiKey'
import type { CreateKeyRequest } from '@collabry/proto/gen/collabry/memory/v1/CreateKeyRequest'
import type { CreateKeyResponseInit } from '@collabry/proto/gen/collabry/memory/v1/CreateKeyResponse'
import type { DeleteKeyRequest } from '@collabry/proto/gen/collabry/memory/v1/DeleteKeyRequest'
import type { DeleteKeyResponseInit } from '@collabry/proto/gen/collabry/memory/v1/DeleteKeyResponse'
import type { FindKeyRequest } from '@collabry/proto/gen/collabry/memory/v1/FindKeyRequest'
import type { FindKeyResponseInit } from '@collabry/proto/gen/collabry/memory/v1/FindKeyResponse'
import type { ListKeysRequest } from '@collabry/proto/gen/collabry/memory/v1/ListKeysRequest'
import type { ListKeysResponseInit } from '@collabry/proto/gen/collabry/memory/v1/ListKeysResponse'
import { unary } from '@collabry/runtime/grpc/server'
import { fieldError } from '@collabry/runtime/validation'
import { ownerKey } from '@collabry/storage/owner-key'
import type { Guard } from '../erasure/erase'
import { type KeyStore, openKey, registerKey, toApiKey } from '../keys/store'
import { atMost, id, text, userId } from './fields'

const DAY_MS = 86_400_000
const DAYS_MAX = 36_500
const SCOPES_MAX = 20
/** RFC 6749, section 3.3. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]{1,64}$/

export const keyHandlers = (keys: KeyStore, guard: Guard, now: () => number) => ({
  CreateKey: unary(async (request: CreateKeyRequest): Promise<CreateKeyResponseInit> => {
    const owner = userId(request.userId)
    const key = {
      keyId: id('key_id', request.keyId),
      key: keyText(request),
      name: text('name', request.name, { min: 1, max: 100 }),
      scopes: scopes(request),
      expiresInMs: DAY_MS * atMost('days', request.days, DAYS_MAX),
    }
    return { key: await guard(owner, request.acceptedAtMs, () => registerKey(keys, owner, key, now())) }
  }),

  ListKeys: unary(async (request: ListKeysRequest): Promise<ListKeysResponseInit> => {
    return { keys: await keys.listKeys(ownerKey(userId(request.userId))) }
  }),

  DeleteKey: unary(async (request: DeleteKeyRequest): Promise<DeleteKeyResponseInit> => {
    await keys.deleteKey(ownerKey(userId(request.userId)), id('key_id', request.keyId))
    return {}
  }),

  FindKey: unary(async (request: FindKeyRequest): Promise<FindKeyResponseInit> => {
    const { userId: user, key } = await openKey(keys, keyText(request))
    return { userId: user, key: toApiKey(key) }
  }),
})

const keyText = ({ key }: { key: string }) => text('key', key, { min: 32, max: 256 })

function scopes({ scopes: words }: Pick<ApiKeyMessage, 'scopes'>): string[] {
  if (words.length > SCOPES_MAX || !words.every((word) => SCOPE.test(word)))
    throw fieldError('scopes', `must be at most ${SCOPES_MAX} words of at most 64 printable characters`)
  return words
}
