import { expect, test } from 'bun:test'
import { scriptedLlm } from '../../test/fakes/llm'
import { fixedRag, passageOf } from '../../test/fakes/rag'
import { requestOf, testApp } from '../../test/fakes/use-cases'
import { answerFaults } from '../../test/openapi/faults'
import { createStudyTools } from '../use-cases'
import { createMindMap } from './mindmap/mindmap'

// Whatever a model answers, a client gets a whole answer or a refusal: a hundred generations of each kind and feature.

const ROUNDS = 100
const FACTS = Array.from({ length: 12 }, (_, index) => ({ name: `Enzyme${index}`, what: `the protein${index} of organ${index}` }))
const TEXT = FACTS.map(({ name, what }) => `${name} is ${what}.`).join(' ')

/** The same numbers every time, so that a failure can be seen again. */
function dice(seed: number) {
  let state = seed * 2_654_435_761 + 1
  const roll = (sides: number) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0
    return state % sides
  }
  return { roll, pick: <Value>(values: Value[]): Value => values[roll(values.length)] as Value }
}
type Dice = ReturnType<typeof dice>

const features: Record<string, { path: string; body: object; list: string; entry: (dice: Dice) => Record<string, unknown> }> = {
  quiz: {
    path: '/ai/quiz',
    body: { text: TEXT, num_questions: 4 },
    list: 'questions',
    entry({ roll, pick }) {
      const { name, what } = pick(FACTS)
      return {
        question: `What is ${what} (${roll(1_000)})?`,
        options: [name, 'Salt', 'Sugar', 'Water'],
        answer: name,
        explanation: 'So it is.',
      }
    },
  },
  flashcards: {
    path: '/ai/flashcards',
    body: { topic: 'enzymes', num_cards: 4 },
    list: 'cards',
    entry({ pick }) {
      const { name, what } = pick(FACTS)
      return { front: name, back: `It is ${what}.`, tags: ['biology'] }
    },
  },
  concepts: {
    path: '/ai/concepts',
    body: { text: TEXT, max_concepts: 4 },
    list: 'concepts',
    entry({ pick }) {
      const { name, what } = pick(FACTS)
      return { name, definition: `It is ${what}.`, example: '', related: [pick(FACTS).name] }
    },
  },
  studyPlan: {
    path: '/ai/study-plan',
    body: { topic: 'enzymes', start_date: '2026-03-01', end_date: '2026-03-06' },
    list: 'plan',
    entry({ pick }) {
      const { name, what } = pick(FACTS)
      return { title: name, tasks: [`Explain ${what}.`] }
    },
  },
  mindMap: {
    path: '/ai/mindmap',
    body: { topic: 'enzymes' },
    list: 'children',
    entry({ pick }) {
      const { name, what } = pick(FACTS)
      return { label: name, children: [{ label: what, children: [] }] }
    },
  },
}

const entries = (feature: (typeof features)[string], dice: Dice) =>
  Array.from({ length: 4 + dice.roll(3) }, () => feature.entry(dice))
const whole = (list: string, items: unknown[]) => JSON.stringify({ label: 'enzymes', [list]: items })

const kinds: Record<string, (feature: (typeof features)[string], dice: Dice) => string> = {
  valid: (feature, dice) => whole(feature.list, entries(feature, dice)),
  nearly(feature, dice) {
    const items = entries(feature, dice)
    const spoilt = dice.pick(items)
    const key = dice.pick(Object.keys(spoilt))
    spoilt[key] = dice.pick<unknown>([
      null,
      '',
      '...',
      7,
      [],
      {},
      ['', '...'],
      [null, 3],
      'x'.repeat(5_000),
      '\u0000\ud800',
      true,
    ])
    const text = whole(feature.list, items)
    return dice.pick([
      text,
      text.slice(0, -dice.roll(120) - 1),
      `Sure!\n\`\`\`json\n${text}\n\`\`\``,
      text.replace('"', "'"),
      whole(feature.list, [...items, ...items]),
    ])
  },
  garbage: (feature, dice) =>
    dice.pick([
      '',
      '{}',
      '[]',
      'null',
      'I cannot do that.',
      whole(feature.list, []),
      whole(feature.list, [null, 'x', 3, [], {}]),
      `{"${feature.list}": "x"}`,
      '{'.repeat(500),
      '{"label": "enzymes"',
    ]),
}

let answers: () => string = () => ''
const { llm } = scriptedLlm(() => [answers()])
const { rag } = fixedRag([passageOf(TEXT)])
const app = testApp({ ...createStudyTools({ llm, rag }), mindMap: createMindMap({ llm, rag }) })

async function generate({ path, body }: (typeof features)[string]) {
  const answer = await app.handle(await requestOf(`http://localhost${path}`, { body }))
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

for (const [name, feature] of Object.entries(features)) {
  test(`${name}: of ${ROUNDS} valid, nearly valid and garbage answers each, every 200 is what the OpenAPI document says`, async () => {
    const statuses = { valid: new Set(), nearly: new Set(), garbage: new Set() }
    for (const [kind, seen] of Object.entries(statuses)) {
      for (let round = 0; round < ROUNDS; round++) {
        const rolled = dice(round)
        answers = () => kinds[kind]?.(feature, rolled) ?? ''
        const { status, body } = await generate(feature)
        seen.add(status)
        // Every answer of the app is held against the document where it is read.
        if (status === 200) expect({ round, faults: answerFaults.splice(0) }).toEqual({ round, faults: [] })
        else expect(body.code).toBe('upstream_error')
        if (status === 200) judge(name, body)
      }
    }
    expect(statuses.valid).toEqual(new Set([200]))
    expect(statuses.nearly).toContain(200)
    expect(statuses.garbage).toEqual(new Set([502]))
  })
}

/** What a schema cannot say. */
function judge(name: string, body: Record<string, unknown>): void {
  const list = (key: string) => body[key] as Record<string, unknown>[]
  const distinct = (values: unknown[]) =>
    expect(new Set(values.map((value) => String(value).toLowerCase())).size).toBe(values.length)
  const says = (value: unknown) => expect(String(value)).toMatch(/[\p{L}\p{N}\p{S}#%‰&@§\\/]/u)
  if (name === 'quiz') {
    expect(list('questions').length).toBeLessThanOrEqual(4)
    distinct(list('questions').map(({ question }) => question))
    for (const { question, options, answer, explanation } of list('questions')) {
      for (const text of [question, explanation, answer]) says(text)
      distinct(options as string[])
      expect((options as string[]).filter((option) => option === answer)).toHaveLength(1)
      expect(TEXT).toContain(String(answer))
    }
  } else if (name === 'flashcards') {
    expect(list('cards').length).toBeLessThanOrEqual(4)
    distinct(list('cards').map(({ front }) => front))
    distinct(list('cards').map(({ id }) => id))
    for (const { back, sources } of list('cards')) {
      says(back)
      expect(sources).toHaveLength(1)
    }
  } else if (name === 'concepts') {
    const names = list('concepts').map(({ name }) => name)
    distinct(names)
    for (const { related } of list('concepts')) for (const other of related as string[]) expect(names).toContain(other)
  } else if (name === 'studyPlan') {
    const days = new Map<unknown, number>()
    for (const { date, minutes, tasks } of list('plan')) {
      expect((date as string) >= '2026-03-01' && (date as string) <= '2026-03-06').toBe(true)
      days.set(date, (days.get(date) ?? 0) + Number(minutes))
      expect((tasks as string[]).length).toBeGreaterThan(0)
    }
    for (const minutes of days.values()) expect(minutes).toBeLessThanOrEqual(60)
  } else {
    const nodes = nodesOf(body.root as Node)
    for (const { label, level } of nodes) {
      says(label)
      expect(level).toBeLessThanOrEqual(2)
    }
    distinct(nodes.map(({ label }) => label))
    distinct(nodes.map(({ id }) => id))
    expect(body.total_nodes).toBe(nodes.length)
    expect(list('sources')).toHaveLength(1)
  }
}

interface Node {
  id: string
  label: string
  level: number
  children: Node[]
}

const nodesOf = (node: Node): Node[] => [node, ...node.children.flatMap(nodesOf)]
