import type { Log } from '@collabry/runtime/log'
import { newRequestId } from '@collabry/runtime/request-id'
import { resumeErasures } from '../account/erase-user'
import { startLoop } from '../account/jobs'
import { makeDigests } from '../chat/summarization/job'
import { digestsClient } from '../chat/summarization/memory-client'
import { createDigest } from '../chat/summarization/summarization'
import type { Stubs } from '../core/grpc/stubs'
import { llmClient } from '../generation/llm-client'
import { notesClient } from '../sessions/feedback-client'
import { sessionsClient } from '../sessions/memory-client'
import { erasingOf } from './erasing'

/** Interval at which unfinished erasures of other gateways are resumed. */
const ERASURES_EVERY_MS = 30_000

/** Interval at which digests are tried while the model is never idle. */
const DIGESTS_GAP_MS = 1_000

interface LoopParts {
  /** 0: none are made. */
  digestSeconds: number
  windowTokens: () => number
  log: Log
}

/** Background jobs: unfinished erasures, titles and summaries. */
export function startLoops(stubs: Stubs, { digestSeconds, windowTokens, log }: LoopParts, started: AsyncDisposableStack) {
  const erasing = erasingOf(stubs)
  const resume = (signal: AbortSignal) => resumeErasures(erasing, { signal, requestId: newRequestId() })
  started.use(startLoop({ name: 'erasures', everyMs: ERASURES_EVERY_MS, work: resume, log }))
  if (digestSeconds === 0) return { digestWanted: undefined }
  const makeDigest = createDigest({
    llm: llmClient({ stub: stubs.llm, count: () => undefined }), // what nobody asked for is nobody's quota
    sessions: sessionsClient(stubs.memory),
    notes: notesClient(stubs.memory),
    windowTokens,
  })
  const digests = digestsClient(stubs.memory)
  const work = (signal: AbortSignal) => makeDigests({ digests, makeDigest, log }, signal)
  const { ring } = started.use(startLoop({ name: 'digests', everyMs: digestSeconds * 1_000, gapMs: DIGESTS_GAP_MS, work, log }))
  return { digestWanted: ring }
}
