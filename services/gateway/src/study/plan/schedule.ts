import { type Language, languageOf } from '../../generation/language'
import { planPhrases } from './plan-phrases'

/** Something to study. */
export interface PlanPart {
  title: string
  tasks: string[]
}

export interface ScheduledEntry extends PlanPart {
  date: string
  minutes: number
  /** Indices of the parts it is about. */
  parts: number[]
}

type Entry = Omit<ScheduledEntry, 'date' | 'minutes'>

/** Parts that the last review names one by one. */
const NAMED_MAX = 8

/**
 * Puts the parts, in their order, on the days: every day has something to do and takes exactly the minutes of a day. Where there
 * are more days than parts, tasks are spread and the days between repeat what was studied, the longest ago first, since what is
 * met again after a while is kept; the last day repeats everything.
 */
export function schedule(parts: PlanPart[], days: string[], minutesPerDay: number): ScheduledEntry[] {
  const language = languageOf(parts.flatMap(({ title, tasks }) => [title, ...tasks]).join(' '))
  const perDay = days.length > parts.length ? spread(parts, days.length, language) : packed(parts, days.length)
  return days.flatMap((date, index) => {
    const entries = perDay[index] ?? []
    return entries.map((entry, place) => ({ date, minutes: shareOf(minutesPerDay, entries.length, place), ...entry }))
  })
}

/** The minutes of a day, whole ones; what is left over goes to the first. */
const shareOf = (minutes: number, entries: number, place: number): number =>
  Math.floor(minutes / entries) + (place < minutes % entries ? 1 : 0)

/** At least one part a day. */
const packed = (parts: PlanPart[], days: number): Entry[][] =>
  Array.from({ length: days }, (_, day) => {
    const from = Math.floor((day * parts.length) / days)
    const to = Math.floor(((day + 1) * parts.length) / days)
    return parts.slice(from, to).map((part, index) => ({ ...part, parts: [from + index] }))
  })

/** More days than parts. */
function spread(parts: PlanPart[], days: number, language: Language): Entry[][] {
  const studyDays = days - 1
  const entries = parts.flatMap((part, index) => {
    const from = Math.floor((index * studyDays) / parts.length)
    const room = Math.floor(((index + 1) * studyDays) / parts.length) - from
    const pieces = piecesOf(part, Math.min(room, Math.max(1, Math.floor(part.tasks.length / 2)))).map((piece) => ({
      ...piece,
      parts: [index],
    }))
    return [...pieces, ...Array.from({ length: room - pieces.length }, (_, day) => repeat(parts, day % (index + 1), language))]
  })
  return [...entries, repeatAll(parts, language)].map((entry) => [entry])
}

/** A part over several days, its tasks shared out. */
function piecesOf({ title, tasks }: PlanPart, days: number): PlanPart[] {
  if (days <= 1) return [{ title, tasks }]
  return Array.from({ length: days }, (_, day) => ({
    title: `${title} (${day + 1}/${days})`,
    tasks: tasks.slice(Math.floor((day * tasks.length) / days), Math.floor(((day + 1) * tasks.length) / days)),
  }))
}

function repeat(parts: PlanPart[], index: number, language: Language): Entry {
  const title = parts[index]?.title ?? ''
  const { review, recall, check } = planPhrases[language]
  return { title: review(title), tasks: [recall(title), check], parts: [index] }
}

function repeatAll(parts: PlanPart[], language: Language): Entry {
  const { reviewAll, recall, check } = planPhrases[language]
  const named = parts.slice(0, NAMED_MAX).map(({ title }) => recall(title))
  return { title: reviewAll, tasks: [...named, check], parts: parts.map((_, index) => index) }
}
