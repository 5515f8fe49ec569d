import ar from '../../data/asking/ar.json'
import cs from '../../data/asking/cs.json'
import da from '../../data/asking/da.json'
import de from '../../data/asking/de.json'
import el from '../../data/asking/el.json'
import en from '../../data/asking/en.json'
import es from '../../data/asking/es.json'
import fa from '../../data/asking/fa.json'
import fi from '../../data/asking/fi.json'
import fr from '../../data/asking/fr.json'
import he from '../../data/asking/he.json'
import hi from '../../data/asking/hi.json'
import hu from '../../data/asking/hu.json'
import id from '../../data/asking/id.json'
import it from '../../data/asking/it.json'
import ja from '../../data/asking/ja.json'
import ko from '../../data/asking/ko.json'
import nb from '../../data/asking/nb.json'
import nl from '../../data/asking/nl.json'
import pl from '../../data/asking/pl.json'
import pt from '../../data/asking/pt.json'
import ro from '../../data/asking/ro.json'
import ru from '../../data/asking/ru.json'
import sv from '../../data/asking/sv.json'
import th from '../../data/asking/th.json'
import tr from '../../data/asking/tr.json'
import uk from '../../data/asking/uk.json'
import vi from '../../data/asking/vi.json'
import zh from '../../data/asking/zh.json'
import type { Language } from './stop-words'

// Written as people write them; the analysis folds them. A file a language, named by its ISO 639 code.
const languages = Object.entries({
  ar,
  cs,
  da,
  de,
  el,
  en,
  es,
  fa,
  fi,
  fr,
  he,
  hi,
  hu,
  id,
  it,
  ja,
  ko,
  nb,
  nl,
  pl,
  pt,
  ro,
  ru,
  sv,
  th,
  tr,
  uk,
  vi,
  zh,
})

/** The files of languages that share a script with others. */
export const CODES: Partial<Record<Language, string>> = {
  english: 'en',
  german: 'de',
  french: 'fr',
  spanish: 'es',
  portuguese: 'pt',
  italian: 'it',
  dutch: 'nl',
  turkish: 'tr',
  polish: 'pl',
  czech: 'cs',
  indonesian: 'id',
  persian: 'fa',
  swedish: 'sv',
  danish: 'da',
  norwegian: 'nb',
  finnish: 'fi',
  romanian: 'ro',
  hungarian: 'hu',
}

const byLanguage = (field: 'asking' | 'purposes' | 'stems'): ReadonlyMap<string, readonly string[]> =>
  new Map(languages.map(([code, data]) => [code, data[field].flatMap((line) => line.split(' '))]))

/**
 * Words with which somebody asks, points or wants to be helped: they tell what kind of answer is wanted and not what it is about.
 */
export const askingWords = byLanguage('asking')

/**
 * Words of requests that say what is to be made, for whom and for what: they count little when it is judged what a text covers,
 * and are searched for like any word.
 */
export const purposeWords = byLanguage('purposes')

/** Beginnings of such words in languages whose verbs and nouns have many endings. */
export const purposeStems = byLanguage('stems')

/** Several words that ask together; each of them may be content elsewhere. */
export const askingPhrasesIn: ReadonlyMap<string, readonly string[]> = new Map(
  languages.map(([code, { phrases }]) => [code, phrases]),
)
export const askingPhrases = [...askingPhrasesIn.values()].flat()

/** Messages to the program itself: greetings, thanks, questions what it is. */
export const smallTalkPhrases = languages.flatMap(([, { smallTalk }]) => smallTalk)

/** Beginnings of messages that go on from the one before: "and in", "what about". */
export const continuationPhrases = languages.flatMap(([, { continuations }]) => continuations)
