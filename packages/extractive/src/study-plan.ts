import type { Brief } from './brief'
import { languageParts, perLanguage, type Quote, type Source, shares } from './corpus'
import { DEFINED_SCORE, definitionScore } from './definition'
import { distinct, headed, keyPhrases, type Phrase } from './key-phrases'
import { phrasebook } from './phrasebook'
import { type Analysis, analyse } from './words'

interface PlanPart {
  title: string
  tasks: string[]
}

const PARTS_USUAL = 5
const TERMS_MAX = 2
const PHRASES_MAX = 12

/** The sections of a text in order, each with its tasks; the topic alone if there is no text. */
export function studyPlan(source: Source, { question, itemsMax }: Pick<Brief, 'question' | 'itemsMax'>): PlanPart[] {
  const book = phrasebook[source.analysis.language]
  const topic = question.replace(/\s+/gu, ' ').trim()
  const seen = new Set<string>()
  const runs = languageParts(source)
  const wanted = itemsMax > 0 ? itemsMax : PARTS_USUAL
  // Too many changes of the language to give each a section.
  const languages =
    runs.length <= wanted ? runs : perLanguage(source).map((part) => ({ ...part, language: part.analysis.language }))
  const counts = shares(wanted, languages)
  const divided = languages.flatMap(({ language, quotes }, index) =>
    sections(quotes, counts[index] ?? 0).map((section) => ({ language, quotes: section })),
  )
  const parts = divided.flatMap(({ language, quotes }): PlanPart[] => {
    const analysis = language === source.analysis.language ? source.analysis : analyse(language)
    const book = phrasebook[language]
    const phrases = distinct(keyPhrases(quotes, analysis, PHRASES_MAX)).filter(({ key }) => !seen.has(key))
    const title = quotes.find(({ heading }) => heading !== '' && !seen.has(heading))?.heading ?? phrases[0]?.label
    if (!title) return []
    for (const name of [title, ...phrases.slice(0, TERMS_MAX).map(({ key }) => key)]) seen.add(name)
    const terms = phrases.filter(({ label }) => label.toLowerCase() !== title.toLowerCase())
    const tasks = [book.read(title), ...tasksOn(terms, quotes, analysis)]
    return [{ title: headed(title), tasks }]
  })
  if (parts.length > 0 || topic === '') return parts
  return [{ title: topic, tasks: [book.read(topic), book.whatIs(topic), book.card(topic)] }]
}

/** The meanings of the terms that the section defines; where it defines none, how its strongest term is connected with another one of the same sentence. */
function tasksOn(terms: Phrase[], quotes: Quote[], analysis: Analysis): string[] {
  const book = phrasebook[analysis.language]
  const isDefined = ({ key, sentences }: Phrase) =>
    sentences.some((index) => {
      const quote = quotes[index]
      return quote && quote.kind !== 'heading' && definitionScore(key.split(' '), quote, analysis) >= DEFINED_SCORE
    })
  const defined = terms.filter(isDefined)
  const [first] = terms
  const partner = first && terms.slice(1).find(({ sentences }) => sentences.some((index) => first.sentences.includes(index)))
  const questions =
    defined.length === 0 && first && partner
      ? [book.related(first.label, partner.label)]
      : defined.slice(0, TERMS_MAX).map(({ label }) => book.whatIs(label))
  const known = defined[0] ?? first
  return known ? [...questions, book.card(known.label)] : questions
}

/** Fewer headings are not used to divide a text. */
const HEADED_MIN = 3

/** Divides a text in at most `sectionsMax` sections of similar length, at headings if there are enough, else at paragraphs. */
function sections(quotes: Quote[], sectionsMax: number): Quote[][] {
  const headed = group(quotes, ({ citation, heading }) => `${citation} ${heading}`)
  const paragraphs = headed.length >= HEADED_MIN ? headed : group(quotes, ({ citation, paragraph }) => `${citation}.${paragraph}`)
  if (paragraphs.length <= sectionsMax) return paragraphs
  if (sectionsMax === 0) return []
  const total = quotes.reduce((sum, { text }) => sum + text.length, 0)
  const joined: Quote[][] = Array.from({ length: sectionsMax }, () => [])
  let passed = 0
  for (const paragraph of paragraphs) {
    joined[Math.min(sectionsMax - 1, Math.floor((passed / total) * sectionsMax))]?.push(...paragraph)
    passed += paragraph.reduce((sum, { text }) => sum + text.length, 0)
  }
  return joined.filter((section) => section.length > 0)
}

/** A heading without text is merged with the next section. */
function group(quotes: Quote[], keyOf: (quote: Quote) => string): Quote[][] {
  const groups = [...Map.groupBy(quotes, keyOf).values()]
  return groups.flatMap((found, index) => {
    if (found.some(({ kind }) => kind !== 'heading')) return [found]
    groups[index + 1]?.unshift(...found)
    return []
  })
}
