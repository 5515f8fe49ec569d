import { createHash } from 'node:crypto'
import { ICalCalendar } from 'ical-generator'

export interface CalendarDay {
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
