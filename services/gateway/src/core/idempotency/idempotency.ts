import { createHash } from 'node:crypto'
import { AppError } from '@collabry/runtime/errors'
import type { Log } from '@collabry/runtime/log'
import { isRecord, wrongField } from '@collabry/runtime/validation'
import { Elysia } from 'elysia'
import type { HoldBody } from '../body/body'
import { createBodyBudget, type HeldBody } from '../body/body-budget'
import { type FormLimits, hashWhole, isForm, readFileForm } from '../body/multipart'
import type { Caller } from '../caller'
import { callerOf, identityOf, pathOf, requestContext } from '../request-context'
import type { HeldRequest, IdempotentRequests, KeptAnswer } from './requests'

interface IdempotencyOptions {
  requests: IdempotentRequests
  /** Largest file of a form, which is read again when its answer is repeated. */
  maxUploadBytes: number
  holdBody: HoldBody
  log: Log
}

/** Largest answer that is kept; memory accepts 3,000,000 bytes. */
const ANSWER_BYTES_MAX = 3_000_000
/**
 * Bytes of copies of streams while they are sent, of one user and of all users. A stream without room for its copy is not kept.
 */
const COPIES_OWNER_BYTES_MAX = 4 * ANSWER_BYTES_MAX
const COPIES_PROCESS_BYTES_MAX = 32 * ANSWER_BYTES_MAX

/** Headers of an answer that belong to it, and not to the connection or the request. */
const KEPT_HEADERS = [
  'content-type',
  'content-disposition',
  'cache-control',
  'x-accel-buffering',
  'x-stream-id',
  'x-message-id',
  'x-vercel-ai-ui-message-stream',
]

/**
 * Wraps every POST with an Idempotency-Key: the work is done once, and its answer is repeated. Runs after the body passed its
 * schema, so that only valid requests take a key.
 */
export const idempotency = ({ requests, maxUploadBytes, holdBody, log }: IdempotencyOptions) => {
  const holds = new WeakMap<Request, Hold>()
  const budget = createBodyBudget({ ownerBytesMax: COPIES_OWNER_BYTES_MAX, processBytesMax: COPIES_PROCESS_BYTES_MAX })
  const roomOf = (request: Request) => copyRoom(budget.open(identityOf(request).key))

  return new Elysia({ name: 'idempotency' })
    .onBeforeHandle({ as: 'global' }, async ({ request, route }) => {
      const key = request.method === 'POST' ? request.headers.get('idempotency-key') : null
      const context = requestContext(request)
      // The framework's `body` is not read, because its mention makes the framework parse the bodies of all routes.
      const { fields } = context
      if (key === null || !context.identity) return
      const ref = { route: `POST ${route}`, key: checkKey(key) }
      const caller = callerOf(request)
      const begun = await requests.begin({ ...ref, bodyHash: hashOf(request, fields) }, caller)
      if (begun.kind === 'other_body') throw otherBody()
      if (begun.kind === 'replay') {
        if (isForm(request)) await checkForm(request, begun.answer, { fileBytesMax: maxUploadBytes, held: holdBody(request) })
        return again(begun.answer)
      }
      if (begun.kind === 'running' && !asksToResume(fields)) {
        throw conflict('The request with this Idempotency-Key still runs; try again later.')
      }
      context.keyed = { seed: begun.seed, isRunning: begun.kind === 'running' }
      if (begun.kind !== 'fresh') return
      const warn = (err: unknown) => log.warn({ err, requestId: context.requestId }, 'idempotent answer not kept')
      holds.set(request, holdRequest(requests, { ...ref, leaseId: begun.leaseId }, caller, warn))
    })
    .mapResponse({ as: 'global' }, async ({ request, responseValue, set }) => {
      const hold = holds.get(request)
      // The value that a hook returns for a failure is its answer, undefined too, and each hook may be called twice.
      if (!hold || responseValue === undefined) return asItIs(responseValue)
      holds.delete(request)
      if (!(responseValue instanceof Response)) {
        const status = typeof set.status === 'number' ? set.status : 200
        const body = Buffer.from(JSON.stringify(responseValue))
        const headers = [...JSON_HEADERS, ...formHashOf(request)]
        await hold.settle(isKept(request, status) ? { status, headers, body, sessionId: sessionOf(responseValue) } : undefined)
        return asItIs(responseValue)
      }
      return keepResponse(responseValue, hold, request, roomOf(request))
    })
}

/**
 * Whether a request is known, before its body is read. While memory is unavailable no request is known, and each is limited
 * like a new one.
 */
export const knownBefore =
  (requests: Pick<IdempotentRequests, 'isKnown'>, patternOf: (method: string, path: string) => string | undefined) =>
  async (request: Request): Promise<boolean> => {
    const key = request.headers.get('idempotency-key')
    const pattern = key !== null && PRINTABLE.test(key) ? patternOf(request.method, pathOf(request.url)) : undefined
    if (key === null || pattern === undefined) return false
    return requests.isKnown({ route: `${request.method} ${pattern}`, key }, callerOf(request)).catch(() => false)
  }

/** The types know no values but answers that are made already; the code takes any. */
const asItIs = (value: unknown) => value as undefined

const JSON_HEADERS = [{ name: 'content-type', value: 'application/json;charset=utf-8' }]

async function keepResponse(response: Response, hold: Hold, request: Request, room: CopyRoom): Promise<Response> {
  const { status, headers } = response
  const context = requestContext(request)
  const answerOf = (body: Uint8Array): KeptAnswer | undefined =>
    isKept(request, status) && body.length <= ANSWER_BYTES_MAX
      ? { status, headers: keptHeaders(headers), body, sessionId: context.keyed?.sessionId ?? '' }
      : undefined
  if (response.body && headers.get('content-type')?.startsWith('text/event-stream')) {
    const settle = (body: Uint8Array | undefined) =>
      hold.settle(body && context.streamEnd === 'done' ? answerOf(body) : undefined)
    const isOver = () => context.streamEnd !== undefined
    return new Response(keepWhileSent(response.body, room, isOver, settle), { status, headers })
  }
  const body = new Uint8Array(await response.arrayBuffer())
  await hold.settle(answerOf(body))
  return new Response(status === 204 ? null : body, { status, headers })
}

/** Room for one copy: as much as an answer may have, and as its user and the process have left. */
function copyRoom(held: HeldBody): CopyRoom {
  let bytes = 0
  return {
    take(more) {
      bytes += more
      if (bytes > ANSWER_BYTES_MAX) return false
      try {
        held.hold(more)
        return true
      } catch (error) {
        if (error instanceof AppError && error.code === 'overloaded') return false
        throw error
      }
    },
    release: held.release,
  }
}

/** Kept beside the answer to a form, and never sent. */
const FORM_HASH = 'x-form-sha256'

function formHashOf(request: Request) {
  const value = requestContext(request).keyed?.formHash
  return value === undefined ? [] : [{ name: FORM_HASH, value }]
}

/** A form is compared by its content after it was read. The first try reads it for its route, a later one discards it. */
async function checkForm(request: Request, { headers }: KeptAnswer, limits: FormLimits): Promise<void> {
  using form = await readFileForm(request, limits)
  const kept = headers.find(({ name }) => name === FORM_HASH)?.value
  if ((await hashWhole(form)) !== kept) throw otherBody()
}

const keptHeaders = (headers: Headers) =>
  KEPT_HEADERS.flatMap((name) => {
    const value = headers.get(name)
    return value === null ? [] : [{ name, value }]
  })

function again({ status, headers, body }: KeptAnswer): Response {
  const fields = headers.flatMap(({ name, value }): [string, string][] => (name === FORM_HASH ? [] : [[name, value]]))
  return new Response(body as Uint8Array<ArrayBuffer>, { status, headers: [...fields, ['idempotency-replayed', 'true']] })
}

/**
 * An answer with a secret is not kept, and what may be different the next time is not either: refusals for now, failures, and
 * answers that nobody waited for. Nor is the answer to a form that was not read to its end: another one could not be
 * distinguished from it.
 */
const isKept = (request: Request, status: number) =>
  status >= 200 &&
  status < 499 &&
  status !== 429 &&
  !requestContext(request).keyed?.isSecret &&
  (!isForm(request) || formHashOf(request).length > 0)

const PRINTABLE = /^[\x20-\x7e]{1,255}$/

function checkKey(key: string): string {
  if (PRINTABLE.test(key)) return key
  throw wrongField('Idempotency-Key', 'must be 1 to 255 printable characters')
}

/** Another path or query is another request, too. Of a form only these are known at its beginning. */
const hashOf = (request: Request, body: unknown) =>
  createHash('sha256')
    .update(request.url.slice(request.url.indexOf(pathOf(request.url), 7)))
    .update(body === undefined ? '' : `\n${JSON.stringify(body)}`)
    .digest('hex')

const asksToResume = (body: unknown) => isRecord(body) && body.resumable === true

function sessionOf(answer: unknown): string {
  return isRecord(answer) && typeof answer.session_id === 'string' ? answer.session_id : ''
}

const otherBody = () => conflict('This Idempotency-Key was used with another body; take a new one.')

const conflict = (detail: string) => new AppError('idempotency_conflict', detail)

/** A third of the 60 s for which a request is held. */
const RENEW_MS = 20_000

/** A request that is being done: held until it is settled, once, with its answer or without. */
interface Hold {
  settle(answer: KeptAnswer | undefined): Promise<void>
}

/** `onFailure`: an answer that could not be kept is given all the same; the next try does the work again. */
function holdRequest(requests: IdempotentRequests, held: HeldRequest, caller: Caller, onFailure: (error: unknown) => void): Hold {
  // The client may be gone when there is something to keep.
  const own = { ...caller, signal: new AbortController().signal }
  const timer = setInterval(() => void requests.renew(held, own).catch(onFailure), RENEW_MS)
  let settled: Promise<void> | undefined
  const settle = async (answer: KeptAnswer | undefined) => {
    clearInterval(timer)
    try {
      if (!answer) return await requests.release(held, own)
      await requests.complete(held, answer, own)
    } catch (error) {
      onFailure(error)
      if (error instanceof AppError && error.code === 'payload_too_large') await requests.release(held, own).catch(onFailure)
    }
  }
  return {
    settle(answer) {
      settled ??= settle(answer)
      return settled
    },
  }
}

/** Where a copy of an answer has its bytes until it is kept. */
interface CopyRoom {
  /** False: there is no room for more, and the answer is not kept. */
  take(bytes: number): boolean
  release(): void
}

/**
 * The same bytes, collected on their way. `settle` is called once: with all of them when the stream is over, before its last
 * bytes go out, so that a client that has read the end may ask again; without an answer when it broke or was too long.
 */
function keepWhileSent(
  source: ReadableStream<Uint8Array>,
  room: CopyRoom,
  isOver: () => boolean,
  keep: (bytes: Uint8Array | undefined) => Promise<void>,
): ReadableStream<Uint8Array> {
  const reader = source.getReader()
  let chunks: Uint8Array[] | undefined = []
  const all = () => chunks && Buffer.concat(chunks)
  const settle = async (bytes: Uint8Array | undefined) => {
    chunks = undefined
    try {
      await keep(bytes)
    } finally {
      room.release()
    }
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (done) {
            await settle(isOver() ? all() : undefined)
            return controller.close()
          }
          if (chunks && room.take(value.length)) chunks.push(value)
          else {
            chunks = undefined
            room.release()
          }
          if (isOver()) await settle(all())
          controller.enqueue(value)
        } catch (error) {
          await settle(undefined)
          throw error
        }
      },
      async cancel(reason) {
        await reader.cancel(reason)
        await settle(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
