import { ownerKey } from '@collabry/storage/owner-key'
import { USER } from '../eval/library'
import type { VectorStore } from '../src/vectors/store'

/** A store with the user's own chunks alone, and one with those of the neighbours too. */
export interface Libraries extends AsyncDisposable {
  name: string
  alone: VectorStore
  beside: VectorStore
}

export interface Size {
  own: number
  neighbours: number
  each: number
}

export const OWN_WORDS = 160
export const NEIGHBOUR_WORDS = 30
export const own = ownerKey(USER)
export const neighbour = (n: number) => ownerKey(`neighbour ${n}`)
