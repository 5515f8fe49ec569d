import type { HeldRun, TokenHold } from '../caller'

/** Tokens of an answer without a requested length. */
export const ANSWER_TOKENS_ESTIMATE = 1_000

/** Tokens that requests hold of their users' quotas, in this process. */
interface TokenHolds {
  /** Tokens that all requests of a user hold. */
  all(userId: string): number
  /** Tokens that requests hold whose models run already. */
  begun(userId: string): number
  /** `admit` checks the quota for the first run of the request, and enters the run if it may begin. */
  open(userId: string, estimate: number, admit: (enter: () => HeldRun) => Promise<HeldRun>): TokenHold
}

interface Held {
  tokens: number
  hasBegun: boolean
}

export function tokenHolds(): TokenHolds {
  const byUser = new Map<string, Set<Held>>()
  const sum = (userId: string, counts: (held: Held) => boolean) => {
    let tokens = 0
    for (const held of byUser.get(userId) ?? []) if (counts(held)) tokens += held.tokens
    return tokens
  }
  return {
    all: (userId) => sum(userId, () => true),
    begun: (userId) => sum(userId, ({ hasBegun }) => hasBegun),
    open(userId, estimate, admit) {
      const held: Held = { tokens: 0, hasBegun: false }
      const users = byUser.get(userId) ?? new Set()
      byUser.set(userId, users.add(held))
      const forget = () => {
        users.delete(held)
        if (users.size === 0 && byUser.get(userId) === users) byUser.delete(userId)
      }
      return holdOf(held, estimate, admit, forget)
    },
  }
}

/** A request holds its estimate minus the tokens that are counted already, or the tokens of its runs if they are more. */
function holdOf(held: Held, estimate: number, admit: (enter: () => HeldRun) => Promise<HeldRun>, forget: () => void): TokenHold {
  let left = estimate
  let running = 0
  let isOver = false
  const update = () => {
    held.tokens = isOver ? running : Math.max(left, running)
    if (isOver && running === 0) forget()
  }
  const enter = (tokens: number): HeldRun => {
    let own = tokens
    held.hasBegun = true
    running += own
    update()
    return {
      raise(more) {
        running += Math.max(0, more - own)
        own = Math.max(own, more)
        update()
      },
      end(counted) {
        running -= own
        own = 0
        left = Math.max(0, left - counted)
        update()
      },
    }
  }
  update()
  return {
    begin: async (tokens) => (held.hasBegun ? enter(tokens) : admit(() => enter(tokens))),
    [Symbol.dispose]() {
      isOver = true
      update()
    },
  }
}

/** Used when there is no quota. */
export const NO_HOLD: TokenHold = {
  begin: async () => ({ raise: () => {}, end: () => {} }),
  [Symbol.dispose]: () => {},
}
