import { expect, test } from 'bun:test'
import { calendarOf } from './routes'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)
const day = (date: string, title = 'Read', text = '- one\n- two') => ({ date, title, text })
const unfold = (text: string) => text.replace(/\r\n /g, '').split('\r\n')

test('a plan is whole-day events on its dates, wherever the server stands', () => {
  const lines = unfold(calendarOf('Leaves', [day('2026-03-01'), day('2026-12-31')], NOW))
  expect(lines.filter((line) => /^DT(START|END|STAMP)/.test(line))).toEqual([
    'DTSTAMP:20260102T030405Z',
    'DTSTART;VALUE=DATE:20260301',
    'DTEND;VALUE=DATE:20260302',
    'DTSTAMP:20260102T030405Z',
    'DTSTART;VALUE=DATE:20261231',
    'DTEND;VALUE=DATE:20270101',
  ])
  expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(2)
  expect(lines.slice(-2)).toEqual(['END:VCALENDAR', ''])
})

test('lines end with CR LF, none is longer than 75 octets, and no text can begin a line of its own', () => {
  const hostile = 'a\r\nEND:VCALENDAR\nATTENDEE:x;, \\n 😀'.repeat(20)
  const text = calendarOf(hostile, [day('2026-03-01', hostile, hostile)], NOW)
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  expect(unfold(text).filter((line) => /^(END:VCALENDAR|ATTENDEE)/.test(line))).toEqual(['END:VCALENDAR'])
})

test('the same plan has the same event ids later, two entries of a day have two', () => {
  const uids = (now: number, title: string) =>
    unfold(calendarOf('Leaves', [day('2026-03-01', title), day('2026-03-01')], now)).filter((line) => line.startsWith('UID:'))
  expect(uids(NOW, 'Read')).toEqual(uids(NOW + 1_000, 'Read again'))
  expect(new Set(uids(NOW, 'Read')).size).toBe(2)
})
