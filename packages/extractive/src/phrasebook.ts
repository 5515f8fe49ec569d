import ar from '../data/ar.json'
import de from '../data/de.json'
import en from '../data/en.json'
import es from '../data/es.json'
import fr from '../data/fr.json'
import hi from '../data/hi.json'
import it from '../data/it.json'
import ja from '../data/ja.json'
import pt from '../data/pt.json'
import ru from '../data/ru.json'
import tr from '../data/tr.json'
import vi from '../data/vi.json'
import zh from '../data/zh.json'
import type { Language } from './lexicon'

/** All text that the provider does not quote. Terms are in quotation marks, so that no sentence has to inflect them. */
export interface Phrasebook {
  greeting: string
  thanks: string
  notFound: string
  /** Comes before quotes of which none answers the question. */
  nearest: string
  /** The same where the first one may answer it. */
  closest: string
  notFoundTip: string
  noModel: string
  noModelSteps: string[]
  noModelPrompt: string
  steps: string
  overview: string
  example: string
  goOn: string
  tip: string
  keyPoints: string
  keyTerms: string
  review: string
  whatIs(term: string): string
  related(term: string, other: string): string
  /** A question about the gap in a sentence. */
  fillIn(sentence: string): string
  /** A task for a section of a text. */
  read(title: string): string
  /** A learning tip that needs only a term; the others refer to the answer above them. */
  card(term: string): string
  tips: ((term: string) => string)[]
}

/** Text is inserted as it is: `$&` and the like have no meaning in it. */
const fill = (template: string, term: string, other = '') =>
  template.replace(/\{(?:term|other)\}/g, (slot) => (slot === '{term}' ? term : other))

const withTerm = (template: string) => (term: string) => fill(template, term)

const phrasebookOf = ({ phrases }: typeof en): Phrasebook => ({
  ...phrases,
  whatIs: withTerm(phrases.whatIs),
  related: (term, other) => fill(phrases.related, term, other),
  fillIn: withTerm(phrases.fillIn),
  read: withTerm(phrases.read),
  card: withTerm(phrases.card),
  tips: phrases.tips.map(withTerm),
})

export const phrasebook: Record<Language, Phrasebook> = {
  en: phrasebookOf(en),
  de: phrasebookOf(de),
  fr: phrasebookOf(fr),
  es: phrasebookOf(es),
  it: phrasebookOf(it),
  pt: phrasebookOf(pt),
  tr: phrasebookOf(tr),
  ru: phrasebookOf(ru),
  ar: phrasebookOf(ar),
  vi: phrasebookOf(vi),
  zh: phrasebookOf(zh),
  hi: phrasebookOf(hi),
  ja: phrasebookOf(ja),
}
