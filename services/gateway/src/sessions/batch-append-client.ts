import type { AppendFailure } from '@collabry/proto/gen/collabry/memory/v1/AppendFailure'
import type { AppendTurnRequestInit } from '@collabry/proto/gen/collabry/memory/v1/AppendTurnRequest'
import { AppError, isCode, toAppError } from '@collabry/runtime/errors'
import { newRequestId } from '@collabry/runtime/request-id'
import type { MemoryStub } from '../core/grpc/stubs'
import type { Turns } from './ports'

type AppendTurns = Pick<MemoryStub, 'appendTurns'>

/** The bounds of one call; a longer text goes alone. */
const PARTS_MAX = 1_000
const CHARS_MAX = 500_000

interface Waiting {
  part: AppendTurnRequestInit & { text: string }
  resolve(): void
  reject(error: AppError): void
}

/**
 * Saves all parts of one event-loop tick with one call, because a call costs many times as much as a part. An aborted caller
 * stops waiting; its part is still saved.
 */
export function batchAppend(memory: AppendTurns): Turns['append'] {
  let waiting: Waiting[] = []
  const flush = () => {
    const all = waiting
    waiting = []
    for (const some of portions(all)) void send(memory, some)
  }
  return (part, { userId, signal }) =>
    new Promise((resolve, reject) => {
      const leave = () => reject(new AppError('cancelled', 'The caller cancelled.'))
      if (signal.aborted) return leave()
      const settled = () => signal.removeEventListener('abort', leave)
      signal.addEventListener('abort', leave)
      if (waiting.length === 0) setImmediate(flush)
      waiting.push({
        part: { ...part, userId },
        resolve: () => {
          settled()
          resolve()
        },
        reject: (error) => {
          settled()
          reject(error)
        },
      })
    })
}

function portions(all: Waiting[]): Waiting[][] {
  const made: Waiting[][] = []
  let chars = Number.POSITIVE_INFINITY
  for (const one of all) {
    chars += one.part.text.length
    const last = made.at(-1)
    if (last && last.length < PARTS_MAX && chars <= CHARS_MAX) last.push(one)
    else {
      made.push([one])
      chars = one.part.text.length
    }
  }
  return made
}

async function send(memory: AppendTurns, some: Waiting[]): Promise<void> {
  const request = { userId: 'gateway', parts: some.map(({ part }) => part) }
  // A caller that leaves does not end the call: the others wait for it too.
  const call = { signal: new AbortController().signal, requestId: newRequestId() }
  try {
    const { failures } = await memory.appendTurns(request, call)
    for (const failure of failures) some[failure.index]?.reject(toError(failure))
    for (const { resolve } of some) resolve()
  } catch (error) {
    for (const { reject } of some) reject(toAppError(error))
  }
}

const toError = ({ code, detail }: AppendFailure): AppError => new AppError(isCode(code) ? code : 'internal_error', detail)
