import { expect, test } from 'bun:test'
import { readCorpus } from './corpus'
import { type MindMapNode, mindMap } from './mindmap'
import { eau, newton, photosynthesis, revolution, zelle } from './samples.fixture'
import { quotable } from './sentences'

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

test('without a source the topic has its own aspects below it, or nothing', () => {
  expect(map('Photosynthesis and cellular respiration', '').children.map(({ label }) => label)).toEqual([
    'Photosynthesis',
    'cellular respiration',
  ])
  expect(map('Machine learning', '')).toEqual({ label: 'Machine learning', children: [] })
})
