import { expect, test } from 'bun:test'
import { readCorpus } from './corpus'
import { quotable } from './mask-markup'
import { type MindMapNode, mindMap } from './mindmap'
import { eau, newton, photosynthesis, revolution, zelle } from './samples.fixture'

const map = (question: string, text: string, depthMax = 2) => mindMap(readCorpus({ passages: [], text }), { question, depthMax })
const depth = (node: MindMapNode): number => Math.max(0, ...node.children.map((child) => 1 + depth(child)))
const labels = (node: MindMapNode): string[] => node.children.flatMap((child) => [child.label, ...labels(child)])

test('a tree is as deep as wished and no deeper', () => {
  for (const depthMax of [1, 2, 3, 4]) {
    const deepest = depth(map('French Revolution', revolution, depthMax))
    expect(deepest).toBeLessThanOrEqual(depthMax)
    expect(deepest).toBeGreaterThanOrEqual(Math.min(depthMax, 2))
  }
  expect(depth(map('x', photosynthesis, 0))).toBe(2)
})

test('labels are distinct and in the words of the text', () => {
  for (const text of [photosynthesis, newton, revolution, zelle, eau]) {
    const found = labels(map('Topic', text, 4))
    expect(found.length).toBeGreaterThan(8)
    expect(new Set(found.map((label) => label.toLowerCase())).size).toBe(found.length)
    for (const label of found) expect(quotable(text).toLowerCase()).toContain(label.toLowerCase())
  }
})

test('headings make branches', () => {
  const branches = map('Photosynthesis', photosynthesis).children.map(({ label }) => label)
  expect(branches).toContain('Calvin cycle')
  expect(branches).toContain('Light-dependent reactions')
})

test('each section has a branch, also one whose words are seldom repeated', () => {
  const often = 'The engine drives the pump. The pump fills the tank. The tank feeds the engine. The valve closes the tank.'
  const text = `# Plant\n\n## Machines\n\n${often} The gauge shows the pump. The filter cleans the pump.\n\n## Staff\n\nOne cook bakes bread.`
  expect(map('Plant', text).children.map(({ label }) => label)).toContain('Staff')
})

test('nodes are nouns, without verbs, predicates and halves of phrases', () => {
  const texts: [topic: string, text: string, absent: RegExp][] = [
    [
      'القهوة',
      'أما المعالجة الرطبة فتزيل اللب بالماء.\n\nكلما طال التحميص زادت المرارة.\n\nفي القرن الخامس عشر انتشرت.',
      /أما|تزيل|طال|زادت|^عشر$|بال/u,
    ],
    [
      'Los volcanes',
      'Estos alternan capas de ceniza.\n\nGracias a la vigilancia bajan coladas de lava lentas.',
      /alternan|gracias|lava lentas/iu,
    ],
    ['长江', '长江江豚目前只剩一千多头。\n\n水库在雨季储存多余的水。\n\n河流在上海注入东海。', /只剩|储存|注入|多余/u],
    ['मधुमक्खी', 'मधुमक्खियाँ मकरंद से शहद बनाती हैं।\n\nमोम ग्रंथियों से निकलता है।\n\nउसमें पानी है।', /मधुमक्खियाँ मकरंद|बनाती|निकलता|उसमें/u],
  ]
  for (const [topic, text, absent] of texts) {
    const found = labels(map(topic, text, 3))
    expect(found.length).toBeGreaterThan(2)
    expect(found.filter((label) => absent.test(label))).toEqual([])
  }
})

test('without a source the topic has its own aspects below it, or nothing', () => {
  expect(map('Photosynthesis and cellular respiration', '').children.map(({ label }) => label)).toEqual([
    'Photosynthesis',
    'cellular respiration',
  ])
  expect(map('Machine learning', '')).toEqual({ label: 'Machine learning', children: [] })
})
