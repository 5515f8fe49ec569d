import { createEraseUser } from '../account/erase-user'
import { exportClient } from '../account/erasure-client'
import { exportDocumentsClient } from '../account/rag-client'
import { createReportUsage } from '../account/report'
import { createChat } from '../chat/chat'
import type { Toolbox } from '../chat/tools/answer-with-tools'
import { toolModelClient } from '../chat/tools/llm-client'
import { serperSearch } from '../chat/tools/serper'
import { createWebSearch } from '../chat/tools/web-search'
import type { GatewayConfig } from '../config'
import { statusClient } from '../core/component-status'
import type { Stubs } from '../core/grpc/stubs'
import { idempotentRequestsClient } from '../core/idempotency/memory-client'
import type { UseCases } from '../core/router'
import { countedUploads } from '../documents/counted-uploads'
import { ragClient } from '../documents/rag-client'
import { llmClient } from '../generation/llm-client'
import type { MeteredLlm } from '../generation/model-parts-client'
import { createComplete } from '../openai/complete'
import { createEmbed } from '../openai/embed'
import { createListModels } from '../openai/list-models'
import { modelsClient } from '../openai/llm-client'
import { notesClient } from '../sessions/feedback-client'
import { sessionsClient } from '../sessions/memory-client'
import type { Turns } from '../sessions/ports'
import { createMindMap } from '../study/mindmap/mindmap'
import { createQa } from '../study/qa/qa'
import { createStudyTools } from '../study/study-tools'
import { createSummarize } from '../study/summarize/summarize'
import { type Accounts, loginsOf } from './accounts'
import { erasingOf } from './erasing'
import type { UsageParts } from './usage'

interface Told {
  windowTokens: () => number
  usage: UsageParts
  accounts: Accounts
  turns: Turns
  digestWanted: (() => void) | undefined
  passagesLeftOut: (passages: number) => void
}

/** The use cases of all routes on their clients. */
export function useCasesOf(
  stubs: Stubs,
  config: GatewayConfig,
  { usage, accounts, turns, windowTokens, digestWanted, passagesLeftOut: leftOut }: Told,
): Omit<UseCases, 'streams'> {
  const metered = { stub: stubs.llm, count: usage.meter.count }
  const llm = llmClient(metered)
  const rag = countedUploads(ragClient(stubs.rag), usage.meter.count, usage.quotas)
  const models = modelsClient(metered)
  const notes = notesClient(stubs.memory)
  const chat = { llm, rag, turns, notes, windowTokens, digestWanted, leftOut }
  return {
    chat: createChat({ ...chat, toolbox: toolboxOf(metered, config) }),
    qa: createQa({ llm, rag, leftOut }),
    summarize: createSummarize({ llm }),
    mindMap: createMindMap({ llm, rag }),
    ...createStudyTools({ llm, rag }),
    sessions: sessionsClient(stubs.memory),
    notes,
    idempotentRequests: idempotentRequestsClient(stubs.memory),
    rag,
    openAi: { complete: createComplete(models), embed: createEmbed(models), listModels: createListModels(models) },
    logins: loginsOf(stubs.memory, config, accounts),
    eraseUser: createEraseUser({ ...erasingOf(stubs), saveUsage: usage.meter.save }),
    exports: { exportMemory: exportClient(stubs.memory), exportDocuments: exportDocumentsClient(stubs.rag) },
    reportUsage: createReportUsage(usage),
    componentStates: statusClient(stubs),
  }
}

/** The tools that are configured; none: chat works without. */
function toolboxOf(llm: MeteredLlm, { serperApiKey, serperBaseUrl }: GatewayConfig): Toolbox | undefined {
  if (serperApiKey === undefined) return undefined
  const search = serperSearch({ baseUrl: serperBaseUrl, apiKey: serperApiKey })
  return { model: toolModelClient(llm), tools: [createWebSearch(search)] }
}
