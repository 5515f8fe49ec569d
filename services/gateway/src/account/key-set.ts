import type { JWTVerifyGetKey } from 'jose'

/** Public keys of others who may sign tokens. */
export interface KeySet {
  /** The only ones its tokens may have; none of them is one of a secret. */
  algorithms: readonly string[]
  /** The key that a header names by `kid` and algorithm. `unavailable`: the set can't be read. */
  keyOf: JWTVerifyGetKey
}
