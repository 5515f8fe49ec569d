/** Places for what runs at once. */
export interface Slots {
  /** One more of this key; undefined: no place is free. Errors: whatever keeps the store of the places from answering. */
  take(key: string): Promise<Release | undefined>
}

/** Gives the place back; again, it does nothing. */
export type Release = () => void
