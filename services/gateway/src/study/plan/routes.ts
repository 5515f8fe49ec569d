import { createHash } from 'node:crypto'
import { type Static, Type as t } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { ICalCalendar } from 'ical-generator'
import type { JsonBody } from '../../core/body/body'
import type { Caller } from '../../core/caller'
import { file, json as jsonContent, operation } from '../../core/openapi/operation'
import { withUser } from '../../core/request-context'
import type { Answers } from '../../core/responses'
import { fileAnswer } from '../../core/responses'
import { body, choice, query, whole } from '../../core/schemas'
import { materialFields, StudyPlan as StudyPlanAnswer, studyExamples } from '../schemas'
import type { StudyPlanRequest, StudyPlanResult } from './study-plan'

export type StudyPlan = (request: StudyPlanRequest, caller: Caller) => Promise<StudyPlanResult>

interface StudyPlanRoutes {
  studyPlan: StudyPlan
  answers: Answers
  json: JsonBody
}

const { topic, source_ids, notebook_id } = materialFields
const date = (description: string) =>
  t.String({ format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description, error: 'must be a date as 2026-03-01' })
const PlanBody = body(
  {
    topic,
    source_ids,
    notebook_id,
    start_date: date('First day'),
    end_date: date('Last day, at most a year later'),
    minutes_per_day: whole(5, 1_440, { default: 60 }),
  },
  'StudyPlanRequest',
)

const CALENDAR = 'text/calendar; charset=utf-8'

export const studyPlanRoutes = ({ studyPlan, answers, json }: StudyPlanRoutes) =>
  new Elysia().post(
    '/ai/study-plan',
    async ({ request, body, query: { format } }) => {
      const made = await answers.waited(request, (caller) => studyPlan(toRequest(body), caller))
      return format === 'ics' ? calendarFile(made) : withUser(request, made)
    },
    {
      parse: json(PlanBody),
      body: PlanBody,
      query: query({ format: choice(['json', 'ics'], 'json') }),
      detail: operation({
        id: 'studyPlan',
        tag: 'Study',
        summary: 'what to study on which day, as JSON or iCalendar',
        description: 'Spreads a topic, or what the documents say of it, over the days. `?format=ics` gives a calendar.',
        example: studyExamples.studyPlan.request,
        errors: ['not_found'],
        answers: {
          200: {
            content: {
              ...jsonContent(StudyPlanAnswer, studyExamples.studyPlan.answer),
              ...file(
                CALENDAR,
                'An event for each entry; importing it again updates them',
                'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n…\r\nEND:VCALENDAR\r\n',
              ),
            },
          },
        },
      }),
    },
  )

const toRequest = (fields: Static<typeof PlanBody>): StudyPlanRequest => ({
  topic: fields.topic,
  sourceIds: fields.source_ids,
  notebookId: fields.notebook_id ?? '',
  startDate: fields.start_date,
  endDate: fields.end_date,
  minutesPerDay: fields.minutes_per_day,
})

function calendarFile({ topic, plan }: StudyPlanResult): Response {
  const days = plan.map(({ date, minutes, title, tasks }) => ({
    date,
    title: `${title} (${minutes} min)`,
    text: tasks.map((task) => `- ${task}`).join('\n'),
  }))
  const name = topic.trim() || plan[0]?.sources[0]?.filename || 'study plan'
  return fileAnswer({
    name: `${name}.ics`,
    type: CALENDAR,
    content: calendarOf(name, days, Date.now()),
    disposition: 'attachment',
  })
}

interface CalendarDay {
  /** YYYY-MM-DD. */
  date: string
  title: string
  text: string
}

const DAY_MS = 86_400_000

/**
 * iCalendar (RFC 5545) of whole-day events. The same name, date and place in the day give the same UID, so that a plan that is
 * imported again takes the place of the old one.
 */
export function calendarOf(name: string, days: CalendarDay[], now: number): string {
  const calendar = new ICalCalendar({
    // The library writes names as they are.
    name: name.replace(/[\p{Cc},;\\]+/gu, ' '),
    prodId: { company: 'Collabry', product: 'AI Core', language: 'EN' },
  })
  const places = new Map<string, number>()
  for (const { date, title, text } of days) {
    const place = places.get(date) ?? 0
    places.set(date, place + 1)
    const at = Date.parse(`${date}T00:00:00Z`)
    calendar.createEvent({
      id: `${createHash('sha256').update(`${name}\n${date}\n${place}`).digest('hex').slice(0, 32)}@collabry`,
      start: new Date(at),
      end: new Date(at + DAY_MS),
      allDay: true,
      stamp: new Date(now),
      summary: title,
      description: text,
    })
  }
  return `${calendar.toString().replace(/\r\n$/, '')}\r\n`
}
