import type { Brief } from './brief'
import { perLanguage, type Source, shares } from './corpus'
import { headed, keyPhrases, overlap, type Phrase } from './key-phrases'
import { runs } from './noun-phrases'
import { analysisOf } from './words'

export interface MindMapNode {
  label: string
  children: MindMapNode[]
}

const DEPTH_USUAL = 2
const DEPTH_MAX = 4
/** Maximum number of children by level: more near the root, fewer further out. */
const childrenMax = [6, 4, 3, 2] as const
const PHRASES_MAX = 80
const ASPECTS_MAX = 8

/**
 * A tree of key phrases under the topic. The strongest phrases are branches; each other phrase goes under the branch with which
 * it shares most sentences and paragraphs (after Sanderson & Croft, "Deriving concept hierarchies from text", SIGIR 1999).
 * Without a source, the children are words of the topic itself.
 */
export function mindMap(source: Source, brief: Pick<Brief, 'question' | 'depthMax'>): MindMapNode {
  const depth = Math.min(brief.depthMax > 0 ? brief.depthMax : DEPTH_USUAL, DEPTH_MAX)
  const parts = perLanguage(source)
  const counts = shares(childrenMax[0], parts)
  const [first] = keyPhrases(parts[0]?.quotes ?? [], parts[0]?.analysis ?? source.analysis, 1)
  const topic = brief.question.replace(/\s+/gu, ' ').trim() || (first ? headed(first.label) : '…')
  if (!first) return { label: topic, children: aspects(topic) }
  const children = parts.flatMap((part, index) => {
    const phrases = keyPhrases(part.quotes, part.analysis, PHRASES_MAX)
    // The name of the topic is no branch of itself.
    const own = new Set(part.analysis.words(topic).map(({ term }) => term))
    const branches = phrases.filter(({ key }) => key.split(' ').some((term) => !own.has(term)))
    return grow(branches, part, { level: 0, depth, room: counts[index] ?? 0 })
  })
  return { label: topic, children }
}

interface Growth {
  level: number
  depth: number
  /** Maximum number of children at this level. */
  room: number
}

/** Phrases come best first, and the first ones become the children, so each level has its strongest phrases. */
function grow(phrases: Phrase[], source: Source, { level, depth, room }: Growth): MindMapNode[] {
  if (level >= depth) return []
  const chosen = level === 0 ? oneFromEachSection(phrases, source, room) : []
  for (const phrase of phrases) {
    if (chosen.length < room && !chosen.some((other) => overlap(phrase, other))) chosen.push(phrase)
  }
  chosen.sort((one, other) => phrases.indexOf(one) - phrases.indexOf(other))
  const groups = chosen.map((): Phrase[] => [])
  const contexts = chosen.map((phrase) => contextOf(phrase, source))
  for (const phrase of phrases.filter((phrase) => !chosen.includes(phrase))) {
    let best = -1
    let most = 0
    for (const [index, context] of contexts.entries()) {
      // A part of the branch's name is no child of it.
      if (` ${chosen[index]?.key} `.includes(` ${phrase.key} `)) continue
      const shared = fit(phrase, context, source)
      if (shared > most) [best, most] = [index, shared]
    }
    groups[best]?.push(phrase)
  }
  return chosen.map(({ label }, index) => ({
    label: headed(label),
    children: grow(groups[index] ?? [], source, { level: level + 1, depth, room: childrenMax[level + 1] ?? 1 }),
  }))
}

/** The strongest phrase of each section: no part of a text is left out because another one repeats its words more often. */
function oneFromEachSection(phrases: Phrase[], { quotes }: Source, room: number): Phrase[] {
  const chosen = new Map<string, Phrase>()
  for (const phrase of phrases) {
    const { citation, heading = '' } = quotes[phrase.sentences[0] ?? -1] ?? {}
    const section = `${citation}.${heading}`
    if (chosen.size >= room || chosen.has(section)) continue
    if (![...chosen.values()].some((other) => overlap(phrase, other))) chosen.set(section, phrase)
  }
  return [...chosen.values()]
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

/** The share of the sentences of a phrase that contain the other; a shared section or paragraph counts less. */
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

/** The parts of a topic with several phrases, as in `Photosynthesis and respiration`; one phrase has none. */
function aspects(topic: string): MindMapNode[] {
  const labels = runs(topic, analysisOf(topic)).flatMap(({ words, text }) => {
    const [first, last] = [words[0], words.at(-1)]
    return first && last ? [text.slice(first.start, last.end)] : []
  })
  const distinct = new Map(labels.map((label) => [label.toLowerCase(), label]))
  if (distinct.size < 2) return []
  return [...distinct.values()].slice(0, ASPECTS_MAX).map((label) => ({ label, children: [] }))
}
