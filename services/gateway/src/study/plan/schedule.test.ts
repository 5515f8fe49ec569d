import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { failureOf } from '../../../test/fakes/failure'
import { type PlanPart, schedule } from './schedule'
import { daysBetween } from './study-plan'

const partsOf = (count: number, tasks = 3): PlanPart[] =>
  Array.from({ length: count }, (_, index) => ({
    title: `Part ${index}`,
    tasks: Array.from({ length: tasks }, (_, task) => `Do ${task} of the part`),
  }))

test('every day has something to do and takes its minutes; every part is there, first in order', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 24 }),
      fc.integer({ min: 1, max: 366 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 24, max: 600 }),
      (count, dayCount, tasks, minutes) => {
        const days = Array.from({ length: dayCount }, (_, day) => `day ${day}`)
        const entries = schedule(partsOf(count, tasks), days, minutes)
        for (const day of days) {
          const ofDay = entries.filter(({ date }) => date === day)
          expect(ofDay.length).toBeGreaterThan(0)
          expect(ofDay.reduce((sum, entry) => sum + entry.minutes, 0)).toBe(minutes)
          for (const entry of ofDay) expect(entry.minutes).toBeGreaterThan(0)
          for (const entry of ofDay) expect(entry.tasks.length).toBeGreaterThan(0)
        }
        const order = [...new Set(entries.flatMap(({ parts }) => parts))]
        expect(order).toEqual(partsOf(count).map((_, index) => index))
      },
    ),
  )
})

test('tasks are shared out over the days of a part, and none is lost', () => {
  const entries = schedule(partsOf(1, 6), daysBetween('2026-03-01', '2026-03-04'), 30)
  expect(entries.map(({ title }) => title)).toEqual(['Part 0 (1/3)', 'Part 0 (2/3)', 'Part 0 (3/3)', 'Review of everything'])
  expect(entries.slice(0, 3).flatMap(({ tasks }) => tasks)).toEqual(partsOf(1, 6)[0]?.tasks ?? [])
})

test('days between repeat what was studied, the longest ago first, in the language of the parts', () => {
  const parts = [
    { title: 'Die Zelle', tasks: ['Lies den Text und erkläre ihn.'] },
    { title: 'Der Zellkern', tasks: ['Lies den Text und zeichne ihn.'] },
  ]
  const titles = schedule(parts, daysBetween('2026-02-27', '2026-03-05'), 30).map(({ title }) => title)
  expect(titles).toEqual([
    'Die Zelle',
    'Wiederholung: Die Zelle',
    'Wiederholung: Die Zelle',
    'Der Zellkern',
    'Wiederholung: Die Zelle',
    'Wiederholung: Der Zellkern',
    'Wiederholung des Ganzen',
  ])
})

test('days are those of the calendar, both ends included', () => {
  expect(daysBetween('2024-02-28', '2024-03-01')).toEqual(['2024-02-28', '2024-02-29', '2024-03-01'])
  expect(daysBetween('2026-10-24', '2026-10-26')).toHaveLength(3)
  expect(daysBetween('2026-03-01', '2026-03-01')).toEqual(['2026-03-01'])
})

test.each([
  ['2026-02-30', '2026-03-01', 'start_date'],
  ['2026-13-01', '2026-03-01', 'start_date'],
  ['2026-03-01', '26-3-1', 'end_date'],
  ['2026-03-02', '2026-03-01', 'end_date'],
  ['2026-03-01', '2027-03-02', 'end_date'],
])('%s to %s is refused', async (start, end, field) => {
  expect(await failureOf((async () => daysBetween(start, end))())).toMatchObject({
    code: 'validation_error',
    fields: [{ field }],
  })
})
