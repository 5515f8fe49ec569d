import type { Caller } from '../../core/caller'
import type { Rag } from '../../documents/ports'
import type { Generation, Llm, Usage } from '../../generation/llm'
import type { Source } from '../../generation/types'
import { checkGiven, type Extract, gather, nothingFound, textOf } from '../source-material/source-material'
import { drawSourced } from '../structured-output/attach-sources'
import { daysBetween } from './days'
import { partsSchema, type ReadPart, readPart } from './part'
import { planPrompt } from './prompt'
import { schedule } from './schedule'

interface Ports {
  llm: Llm
  rag: Rag
}

export interface StudyPlanRequest {
  topic: string
  sourceIds: string[]
  notebookId: string
  /** YYYY-MM-DD. */
  startDate: string
  endDate: string
  minutesPerDay: number
}

export interface PlanEntry {
  date: string
  minutes: number
  title: string
  tasks: string[]
  sources: Source[]
}

export interface StudyPlanResult {
  topic: string
  start_date: string
  end_date: string
  minutes_per_day: number
  /** By date; the entries of a day take no more than its minutes together. */
  plan: PlanEntry[]
  model: string
  usage: Usage
}

/** More parts than this are no plan but a table of contents. */
const PARTS_MAX = 24
const PARTS_A_DAY_MAX = 3
/** Less time than this for a part is none. */
const PART_MINUTES_MIN = 15
const SOURCES_MAX = 3
/** Room for a part in any language; a model that runs on is stopped here. */
const TOKENS_EACH = 200

/**
 * The model chooses what to study, from the documents if there are any. The schedule is computed here, so that every date lies in
 * the requested range and no day exceeds its minutes.
 */
export const createStudyPlan = ({ llm, rag }: Ports) =>
  async function studyPlan(request: StudyPlanRequest, caller: Caller): Promise<StudyPlanResult> {
    const { topic, startDate, endDate, minutesPerDay } = request
    const asked = { ...request, text: '' }
    checkGiven(asked, ['topic', 'source_ids', 'notebook_id'])
    const days = daysBetween(startDate, endDate)
    const extracts = await gather(rag, asked, caller)
    // A topic alone can be planned without documents; ones that were named must hold something.
    const named = request.sourceIds.length > 0 || request.notebookId !== ''
    if (extracts.length === 0 && (named || topic.trim() === '')) throw nothingFound(asked, 'name others')
    const { items, model, usage } = await drawSourced<ReadPart>(
      { llm, rag },
      {
        what: 'a study plan',
        name: 'plan',
        wanted: partsWanted(days.length, minutesPerDay),
        isLimit: true,
        extracts,
        toGeneration: (part, count, have, all) => toGeneration(topic, part, count, have, all),
        read: readPart,
        keyOf: ({ title }) => title.toLowerCase(),
      },
      caller,
    )
    const plan = schedule(items, days, minutesPerDay).map(({ date, minutes, title, tasks, parts }) => ({
      date,
      minutes,
      title,
      tasks,
      sources: parts.flatMap((part) => items[part]?.sources ?? []).slice(0, SOURCES_MAX),
    }))
    return { topic, start_date: startDate, end_date: endDate, minutes_per_day: minutesPerDay, plan, model, usage }
  }

/** On few days several a day, else one a day and time to repeat. */
function partsWanted(days: number, minutesPerDay: number): number {
  const aDay = Math.max(1, Math.min(PARTS_A_DAY_MAX, Math.floor(minutesPerDay / PART_MINUTES_MIN)))
  return days <= 3 ? days * aDay : Math.min(PARTS_MAX, days - 1)
}

const toGeneration = (topic: string, part: Extract[], count: number, have: ReadPart[], all: number): Generation => ({
  sessionId: '',
  model: '',
  messages: planPrompt({ part, count, topic, have: have.map(({ title }) => title) }),
  jsonSchema: partsSchema(count),
  maxTokens: count * TOKENS_EACH,
  brief: { task: 'study_plan', question: topic, text: textOf(part), itemsMax: all },
})
