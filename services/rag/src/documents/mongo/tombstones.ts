import type { OwnerKey } from '@collabry/storage/owner-key'
import type { StoredTask } from './document'

const ALIVE = new Set<string>(['waiting', 'writing', 'current'])

/**
 * Deleted versions under this one can be swept. One above a version that lives stays until it can go with that one: the vector
 * store removes all versions below a number.
 */
export function below(tasks: StoredTask[], storeOwner: OwnerKey, nowMs: number): number {
  const alive = tasks.filter(
    (task) =>
      task.storeOwner === storeOwner &&
      (ALIVE.has(task.life) || (nowMs > 0 && task.life === 'deleted' && task.leaseUntilMs > nowMs)),
  )
  if (alive.length > 0) return Math.min(...alive.map(({ version }) => version))
  return 1 + Math.max(...tasks.map(({ version }) => version))
}
