import type { Brief } from './brief'
import type { Source } from './corpus'
import { headed, keyPhrases, overlap, type Phrase } from './key-phrases'
import { runs } from './noun-phrases'
import { analysisOf } from './words'

export interface MindMapNode {
  label: string
  children: MindMapNode[]
}

const DEPTH_USUAL = 2
const DEPTH_MAX = 4
/** Children of one node by its level: near the root there is room, further out a list tires. */
const childrenMax = [6, 4, 3, 2]
const PHRASES_MAX = 80
const ASPECTS_MAX = 8

/**
 * A tree of key phrases under the topic. The strongest phrases are the branches; every other hangs under the one it shares most
 * of its sentences and paragraphs with (after Sanderson & Croft, "Deriving concept hierarchies from text", SIGIR 1999). Without
 * a source there is nothing to make children of but the topic's own words.
 */
export function mindMap(source: Source, brief: Pick<Brief, 'question' | 'depthMax'>): MindMapNode {
  const depth = Math.min(brief.depthMax > 0 ? brief.depthMax : DEPTH_USUAL, DEPTH_MAX)
  const phrases = keyPhrases(source.quotes, source.analysis, PHRASES_MAX)
  const topic = brief.question.replace(/\s+/gu, ' ').trim() || (phrases[0] ? headed(phrases[0].label) : '…')
  if (phrases.length === 0) return { label: topic, children: aspects(topic) }
  // What the topic itself is called says nothing as a branch of it.
  const own = new Set(source.analysis.words(topic).map(({ term }) => term))
  const branches = phrases.filter(({ key }) => key.split(' ').some((term) => !own.has(term)))
  return { label: topic, children: grow(branches, source, 0, depth) }
}

/** The phrases come best first and the first of them become the children, so that each level holds what weighs most in it. */
function grow(phrases: Phrase[], source: Source, level: number, depth: number): MindMapNode[] {
  if (level >= depth) return []
  const room = childrenMax[level] ?? 1
  const chosen: Phrase[] = []
  for (const phrase of phrases) {
    if (chosen.length < room && !chosen.some((other) => overlap(phrase, other))) chosen.push(phrase)
  }
  const groups = chosen.map((): Phrase[] => [])
  const contexts = chosen.map((phrase) => contextOf(phrase, source))
  for (const phrase of phrases.filter((phrase) => !chosen.includes(phrase))) {
    let best = -1
    let most = 0
    for (const [index, context] of contexts.entries()) {
      // A part of the branch's own name says nothing below it.
      if (` ${chosen[index]?.key} `.includes(` ${phrase.key} `)) continue
      const shared = fit(phrase, context, source)
      if (shared > most) [best, most] = [index, shared]
    }
    groups[best]?.push(phrase)
  }
  return chosen.map(({ label }, index) => ({
    label: headed(label),
    children: grow(groups[index] ?? [], source, level + 1, depth),
  }))
}

interface Context {
  sentences: Set<number>
  paragraphs: Set<string>
  headings: Set<string>
}

function contextOf({ sentences }: Phrase, { quotes }: Source): Context {
  const held = sentences.flatMap((index) => quotes[index] ?? [])
  return {
    sentences: new Set(sentences),
    paragraphs: new Set(held.filter(({ kind }) => kind === 'prose').map(paragraphId)),
    headings: new Set(held.filter(({ kind }) => kind === 'heading').map(({ text }) => text)),
  }
}

/** The share of a phrase's sentences that also hold the other, less where only the section or the paragraph is shared. */
function fit({ sentences }: Phrase, context: Context, { quotes }: Source): number {
  let shared = 0
  for (const index of sentences) {
    const quote = quotes[index]
    if (!quote) continue
    if (context.sentences.has(index)) shared += 1
    if (context.headings.has(quote.heading)) shared += 0.8
    else if (context.paragraphs.has(paragraphId(quote))) shared += 0.3
  }
  return shared / sentences.length
}

const paragraphId = ({ citation, paragraph }: { citation: number; paragraph: number }): string => `${citation}.${paragraph}`

/** `Photosynthesis and respiration` has two aspects; a topic of one phrase has none. */
function aspects(topic: string): MindMapNode[] {
  const labels = runs(topic, analysisOf(topic)).flatMap(({ words, text }) => {
    const [first, last] = [words[0], words.at(-1)]
    return first && last ? [text.slice(first.start, last.end)] : []
  })
  const distinct = new Map(labels.map((label) => [label.toLowerCase(), label]))
  if (distinct.size < 2) return []
  return [...distinct.values()].slice(0, ASPECTS_MAX).map((label) => ({ label, children: [] }))
}
