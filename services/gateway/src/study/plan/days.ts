import { AppError } from '@collabry/runtime/errors'

/** A year: what is planned beyond it changes before it comes. */
const DAYS_MAX = 366
const DAY_MS = 86_400_000

/** Every day from one date to another, both included, as YYYY-MM-DD. Days have no time zone: a plan is for the days people name. */
export function daysBetween(startDate: string, endDate: string): string[] {
  const start = dayOf(startDate, 'start_date')
  const end = dayOf(endDate, 'end_date')
  const days = (end - start) / DAY_MS + 1
  if (days < 1) throw wrong('end_date', 'must not be before start_date')
  if (days > DAYS_MAX) throw wrong('end_date', `must be at most ${DAYS_MAX} days after start_date`)
  return Array.from({ length: days }, (_, day) => new Date(start + day * DAY_MS).toISOString().slice(0, 10))
}

/** The start of the day in UTC; a date that the calendar does not have is refused. */
export function dayOf(date: string, field: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  // The parser takes 30 February for 2 March.
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date) throw wrong(field, 'must be a date as 2026-03-01')
  return at
}

const wrong = (field: string, message: string) =>
  new AppError('validation_error', `${field} ${message}.`, { fields: [{ field, message }] })
