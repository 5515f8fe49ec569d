import { setImmediate as nextTurn } from 'node:timers/promises'
import { AppError } from '@collabry/runtime/errors'
import { serialByKey } from '@collabry/runtime/serial-by-key'

/** Memory for the bodies of requests, from their first byte until the request is answered. */
export interface BodyBudget {
  open(owner: string): HeldBody
}

/** The body of one request. */
export interface HeldBody {
  /** Counts received bytes. Errors: overloaded, when they are more than the owner or the process may hold. */
  hold(bytes: number): void
  /** Runs work on one large body of an owner at a time, so that their time slices do not add up for other users. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result>
  release(): void
}

interface BudgetOptions {
  ownerBytesMax: number
  processBytesMax: number
}

/** A body up to this size is small. */
const SMALL_BYTES = 65_536
/** Share of the process that is for small bodies alone, so that large ones can't shut out ordinary requests. */
const SMALL_SHARE = 1 / 8

export function createBodyBudget({ ownerBytesMax, processBytesMax }: BudgetOptions): BodyBudget {
  const heldBy = new Map<string, number>()
  const serial = serialByKey()
  let heldByAll = 0

  const add = (owner: string, bytes: number) => {
    const held = (heldBy.get(owner) ?? 0) + bytes
    if (held > 0) heldBy.set(owner, held)
    else heldBy.delete(owner)
    heldByAll += bytes
  }

  return {
    open(owner) {
      let held = 0
      return {
        hold(bytes) {
          const all = held + bytes > SMALL_BYTES ? processBytesMax * (1 - SMALL_SHARE) : processBytesMax
          if ((heldBy.get(owner) ?? 0) + bytes > ownerBytesMax) throw ownerHoldsTooMuch()
          if (heldByAll + bytes > all) throw processHoldsTooMuch()
          held += bytes
          add(owner, bytes)
        },
        inTurn: (work) => serial(owner, work),
        release() {
          add(owner, -held)
          held = 0
        },
      }
    },
  }
}

const ownerHoldsTooMuch = () =>
  new AppError(
    'overloaded',
    'Your requests hold as many bytes as they may; wait until one is answered, then send this one again.',
  )

const processHoldsTooMuch = () =>
  new AppError('overloaded', 'Too many large requests are being read at the moment; send this one again a little later.')

const SMALL_PIECE_BYTES = 4_096

/**
 * A body as it arrives. After a small piece the server gets a turn of the event loop, in which it collects what has arrived
 * meanwhile: a body in chunks of one byte is read in a few pieces, and not in one for each byte.
 */
export async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of body) {
    yield piece
    if (piece.length < SMALL_PIECE_BYTES) await nextTurn()
  }
}
