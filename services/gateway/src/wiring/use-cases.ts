import { createEraseUser } from '../accounts/erase-user'
import { llmClient } from '../clients/llm'
import { sessionsClient } from '../clients/memory'
import { exportClient } from '../clients/memory-erasure'
import { idempotentRequestsClient } from '../clients/memory-idempotency'
import { notesClient } from '../clients/memory-notes'
import type { MeteredLlm } from '../clients/model-parts'
import { modelsClient } from '../clients/models'
import { ragClient } from '../clients/rag'
import { exportDocumentsClient } from '../clients/rag-user'
import { serperSearch } from '../clients/serper'
import { statusClient } from '../clients/status'
import { toolModelClient } from '../clients/tool-model'
import type { GatewayConfig } from '../config'
import type { UseCases } from '../http/app'
import { createComplete } from '../openai/complete'
import { createEmbed } from '../openai/embed'
import { createListModels } from '../openai/list-models'
import { createChat } from '../study/chat'
import type { Turns } from '../study/memory'
import { createMindMap } from '../study/mindmap'
import { createQa } from '../study/qa'
import { createStudyTools } from '../study/study-tools'
import { createSummarize } from '../study/summarize'
import type { Toolbox } from '../study/tools/answer-with-tools'
import { createWebSearch } from '../study/tools/web-search'
import { countedUploads } from '../usage/counted-uploads'
import { createReportUsage } from '../usage/report'
import { type Accounts, loginsOf } from './accounts'
import { erasingOf } from './erasing'
import type { Stubs } from './stubs'
import type { UsageParts } from './usage'

interface Told {
  windowTokens: () => number
  usage: UsageParts
  accounts: Accounts
  turns: Turns
  digestWanted: (() => void) | undefined
  passagesLeftOut: (passages: number) => void
}

/** What the routes may do, each on its clients. */
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
    eraseUser: createEraseUser(erasingOf(stubs)),
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
