import type { Collections } from './collections'

/** Erases the turns of sessions that were deleted, also of those whose deletion was cut short. */
export type EraseDoomed = () => Promise<void>

export const eraser =
  ({ doomed, turns }: Collections): EraseDoomed =>
  async () => {
    for (const { _id } of await doomed.find().toArray()) {
      await turns.deleteMany({ session: _id })
      await doomed.deleteOne({ _id })
    }
  }
