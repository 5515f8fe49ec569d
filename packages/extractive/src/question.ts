import type { Source } from './corpus'
import { detectLanguage } from './detect-language'
import { type Language, lexicon } from './lexicon'
import { runs } from './noun-phrases'
import type { Word } from './words'

/** The kind of answer that a question asks for. */
type Kind = 'definition' | 'time' | 'price' | 'amount' | 'reason' | 'person' | 'place' | 'any'

/** The analysis of a question: the terms of its subject, and the kind of answer it asks for. */
export interface Question {
  text: string
  words: Word[]
  language: Language
  /** Empty if the question names no subject, as in `summarize my documents`. */
  terms: string[]
  /** Terms that belong to one phrase, since `memory` alone differs from `virtual memory`. */
  phrases: string[][]
  wants: Kind
  /** The term that is counted, such as the one of the bees in `how many bees`. */
  counted: string | undefined
  /** The noun that the answer is one of: the colour in `what colour is`, the mayor in `who was the mayor of`. */
  attribute: string | undefined
  /** The verb, where the language has it after the question word. */
  predicate: string | undefined
  /** Words with content that stand side by side, in lower case. */
  neighbours: string[]
  /** Terms that the question writes like names. */
  names: string[]
}

const TERMS_MAX = 64
const QUESTION_CHARS_MAX = 4_000

/** Words of one kind in languages with blanks, and in Chinese. A word ends where no letter follows. */
const asking = (words: string, chinese: string): RegExp =>
  new RegExp(`(?:(?:^|[\\s¿¡"'“«(])(?:${words})(?!\\p{L}))|${chinese}`, 'iu')

const kinds: [Kind, RegExp][] = [
  [
    'time',
    asking(
      'when|(?:(?:in|on|at|from) )?(?:what|which) (?:year|century|month|days?|date|hours?|time|season|weekdays?)|wann|um wie ?viel uhr|(?:in |an |zu )?welche[mrsn]? (?:jahr|jahrhundert|monat|tag|tage|tagen|uhrzeit|wochentag(?:en)?|jahreszeit)|(?:depuis )?quand|(?:en |à |de )?quel(?:le)?s? (?:année|siècle|mois|jours?|heures?|saison|date)|cuándo|(?:en |a )?qué (?:año|siglo|mes|días?|horas?|fecha)|quando|(?:in |a )?(?:che|quale|quali) (?:anno|secolo|ora|giorn[oi]|mese)|(?:em |a )?que (?:ano|século|dias?|horas?|mês)|ne zaman|hangi yıl(?:da)?|когда|в каком (?:году|веке)|متى|في أي (?:عام|سنة)|khi nào|bao giờ|(?:vào )?(?:năm|tháng) nào',
      '什么时候|何时|哪年|哪一年|几几年|几月|いつ|何年|何時|何月|何曜日|何日|कब|किस (?:वर्ष|साल|दिन|समय|शताब्दी)',
    ),
  ],
  [
    'price',
    asking(
      'how much (?:does|do|did|is|was|are) .{1,60} cost|how expensive|what (?:does|did|do) .{1,60} cost|(?:what is|what was) the (?:price|cost)|was kostet(?:e|en)?|was kosten|wie teuer|wie ?viel kost\\p{L}+|how much .{1,40} (?:earns?|earned|paid)|wie ?viel verdien\\p{L}+|combien coût\\p{L}+|combien (?:a|ont) coûté|combien (?:(?:le|la|les) \\p{L}+ )?gagn\\p{L}+|quel (?:est|était) le (?:prix|coût)|cuánto (?:cuest|cost|val|gana)\\p{L}*|qu[eé] precio|quanto (?:cost|cust|guadagna|ganha)\\p{L}*|quanto è costat[oa]|ne kadara|fiyatı ne|сколько стоит|сколько стоил[аио]?|كم (?:سعر|ثمن|تكلفة)|(?:giá|chi phí) .{0,40}bao nhiêu',
      '多少钱|价格是多少|票价|いくら|料金|値段|कितने (?:रुपये|रुपए)|(?:दाम|कीमत|मूल्य|किराया|शुल्क) (?:क्या|कितन)',
    ),
  ],
  [
    'amount',
    asking(
      '(?:at |to |of )?(?:what|which) (?:temperature|speed|length|height|depth|width|weight|pressure|distance|age|size|percentage|number|rate|power|capacity|population|area)(?: (?:does|do|did|is|was))?|what (?:is|was) the (?:maximum |minimum |average )?(?:temperature|speed|length|height|depth|width|weight|pressure|distance|age|size|percentage|number|rate|power|capacity|population|area)|(?:bei |auf |in )?welche[rsn]? (?:temperatur|höhe|länge|tiefe|breite|größe|geschwindigkeit|anzahl|zahl|leistung|druck)|à quelle (?:température|vitesse|hauteur|profondeur|altitude)|(?:a |de )?(?:qué|cuál es (?:la|el)) (?:temperatura|velocidad|altura|longitud|profundidad|peso|acidez|superficie|presión)|how (?:many|much|long|far|fast|old|big|large|high|tall|deep|heavy|wide|hot|cold|often)|wie (?:viele?|lange?|weit|schnell|alt|groß|hoch|tief|schwer|breit|heiß|kalt|oft)|combien|quelle est la (?:hauteur|longueur|largeur|profondeur|taille|vitesse|superficie|population)|cuánt[oa]s?|quant[ioae]|kaç|ne kadar|сколько|как (?:долго|далеко|часто|быстро)|كم|bao nhiêu|bao lâu|bao xa|mấy',
      '多少|多[长宽高大久远深重快]|几(?![何])[个条座位人天年次种]|どのくらい|どれくらい|どのぐらい|何[人個本段階枚回台冊匹歳度つキメト]|いくつ|कितन[ाीे]',
    ),
  ],
  [
    'reason',
    asking(
      'why|how come|for what reason|what (?:is|was|were|are) the (?:reason|cause)s?|warum|wieso|weshalb|weswegen|pourquoi|por qué|perché|por que|porquê|neden|niçin|niye|почему|зачем|отчего|لماذا|لم|tại sao|vì sao|sao lại',
      '为什么|为何|为啥|何以|なぜ|どうして|何故|क्यों|किस कारण',
    ),
  ],
  [
    'person',
    asking(
      "who(?:se|m)?(?!['’]s|\\s(?:is|was|are|were)\\s(?-i:\\p{Lu}))|(?:by |with |to )whom|we[rmn](?!\\s(?:ist|war|sind|waren)\\s(?-i:\\p{Lu}))|wie hei(?:ß|ss)t|(?:à |par |de )?qui(?!\\s(?:est|était)\\s(?-i:\\p{Lu}))|quién(?:es)?(?!\\s(?:es|fue|era)\\s(?-i:\\p{Lu}))|(?:da )?chi(?!\\s(?:è|era|fu)\\s(?-i:\\p{Lu}))|quem(?!\\s(?:é|foi|era)\\s(?-i:\\p{Lu}))|kim(?!dir)|кто(?!\\sтак)|кем|кому|ai(?! là gì)",
      '(?<!\\p{L}{9})谁|哪位|誰|だれ|どなた|कौन(?!\\s?स[ाीे])|किसने|किसके द्वारा',
    ),
  ],
  ['person', /^\s*من(?:\s(?!أين)\p{L})/u],
  [
    'place',
    asking(
      "where|in (?:what|which) (?:country|city|town|place)|wo|woher|wohin|in welche[mr] (?:land|stadt|ort)|(?:d['’])?où|(?:en )?dónde|de dónde|adónde|(?:di |da )?dove|(?:de )?onde|nerede(?:dir|n)?|nereye|где|куда|откуда|в какой стране|أين|(?:ở )?đâu|nơi nào",
      '哪里|哪儿|何处|何地|什么地方|どこ|कहाँ|कहां|किस (?:शहर|देश|जगह|स्थान)',
    ),
  ],
  [
    'definition',
    asking(
      "what (?:is|are|does|exactly)|what's|define|definition|was (?:ist|sind|bedeutet|heißt|versteht|macht|tut)|qu['’]est|c['’]est quoi|explain|who (?:is|was)|erkläre?|wer (?:ist|war)|expliquez?|qui (?:est|était)|explica|quién (?:es|fue)|spiega|chi (?:è|era|fu)|explique|quem (?:é|foi)|açıkla|anlat|kimdir|que signifie|qué (?:es|son|significa)|che cos['’]?\\s?[aè]|cos['’]è|cosa (?:è|sono|significa)|o que (?:é|são|significa)|nedir|ne demek|что такое|что значит|кто такой|ما (?:هو|هي|معنى)|là gì|nghĩa là gì",
      '什么是|是什么|何谓|什么意思|とは(?:何|なん)|って何|क्या (?:है|हैं|होता है|होती है)|का अर्थ',
    ),
  ],
  [
    'any',
    asking(
      'what|which|how|was|welche[rsnm]?|wie|que|quoi|quel(?:le)?s?|comment|qué|cuál(?:es)?|cómo|che|cosa|quale?|quali|come|o que|qual|quais|como|ne|hangi|nasıl|что|какой|какая|какие|как|ما|ماذا|كيف|gì|nào|thế nào',
      '什么|怎么|如何|哪些|哪个|何|どう|どの|どんな|どれ|क्या|कैसे|कैसा|कौन सा|किस',
    ),
  ],
]

/**
 * Chinese and Vietnamese words are short parts of longer ones; in German, nouns that stand side by side are of several phrases.
 */
const WITHOUT_PHRASES: ReadonlySet<Language> = new Set(['de', 'zh', 'vi', 'ar', 'hi', 'ja'])

/** The last question to each source: an answer reads it several times. */
const readings = new WeakMap<Source['quotes'], Question>()

export function readQuestion(text: string, source: Source): Question {
  const known = readings.get(source.quotes)
  if (known?.text === text) return known
  const question = analyseQuestion(text, source)
  readings.set(source.quotes, question)
  return question
}

function analyseQuestion(text: string, { quotes, analysis }: Source): Question {
  const language = detectLanguage(text, quotes.length > 0 ? analysis.language : 'en')
  // A question may be in another language than the source, so the stop words of both are removed.
  const empty = new Set([
    ...lexicon[language].requestWords,
    ...lexicon[analysis.language].requestWords,
    ...lexicon[language].stopWords,
  ])
  const carries = ({ text, stop }: { text: string; stop: boolean }) => !stop && !empty.has(text.toLowerCase())
  const asked = text.slice(0, QUESTION_CHARS_MAX).replace(duration, '$1').replace(heat, '$1')
  const terms = [
    ...new Set(
      analysis
        .words(asked)
        .filter(carries)
        .map(({ term }) => term),
    ),
  ].slice(0, TERMS_MAX)
  const phrases = WITHOUT_PHRASES.has(analysis.language)
    ? []
    : runs(asked, analysis)
        .map(({ words }) => [...new Set(words.filter(carries).map(({ term }) => term))])
        .filter((phrase) => phrase.length > 1)
  const wants = kindOf(text.slice(0, QUESTION_CHARS_MAX))
  const termAfter = (pattern: RegExp) => {
    const found = pattern.exec(asked)
    return found === null ? undefined : analysis.words(asked.slice(found.index + found[0].length)).find(carries)?.term
  }
  return {
    text,
    words: analysis.words(text.slice(0, QUESTION_CHARS_MAX)),
    language,
    terms,
    phrases,
    wants,
    counted: termAfter(counting),
    attribute: termAfter(wants === 'person' ? role : attributive),
    predicate: termAfter(beforeVerb),
    neighbours: pairsIn(asked, analysis, carries),
    names: namesIn(asked, analysis, carries),
  }
}

/** By the question word that comes first: `What should I do when` is no question of time. */
function kindOf(text: string): Kind {
  let [first, kind]: [number, Kind] = [Number.POSITIVE_INFINITY, 'any']
  for (const [candidate, pattern] of kinds) {
    const at = pattern.exec(text)?.index ?? Number.POSITIVE_INFINITY
    if (at < first) [first, kind] = [at, candidate]
  }
  return kind
}

/** Words of `how long` that name no subject. */
const duration = /(how|wie|combien|cuánto|cuanto|quanto|как) (?:long|lange|de temps|tiempo|tempo|долго)(?!\p{L})/iu
/** The same of how hot, which a number of degrees tells. */
export const heat =
  /(how|wie|quanto|qué tan|à quel point) (?:hot|warm|cold|heiß|heiss|kalt|caldo|caldi|calda|freddo|quente|frio|caliente|frío|chaude?|froide?)(?!\p{L})/iu
const counting =
  /(?:how many|wie viele|combien de|cuánt[oa]s|quant[ie]|quant[oa]s|kaç|сколько|كم(?: عدد)?|bao nhiêu|कितन[ेीा]|何)(?!\p{L}(?<!\p{Script=Han}))|combien d['’]|多少|几[个条座位种]/iu
/** `Who was the mayor of`: the office, which the answer has to name. */
const role =
  /^\s*¿?(?:who (?:is|was|are|were) (?:the|an?)|wer (?:ist|war) (?:der|die|das|ein|eine)|qui (?:est|était) (?:le|la|l['’])|quién (?:es|era|fue) (?:el|la)|chi (?:è|era|fu) (?:il|la|l['’])|quem (?:é|foi|era) (?:o|a)|кто (?:был|была)|ai là)\s?(?=\p{L})/iu
/** `What colour is`, `Welche Farbe hat`: the answer is one of these, or its sentence names it. */
const attributive =
  /^\s*¿?(?:(?:in |at |on |for |to |from |of )?(?:what|which)(?! (?:is|are|was|were|do|does|did|has|have|can|should|would|happens?|happened|makes?|made|exactly|kind|year)\b)|(?:in |zu |mit |aus |an )?welche[rsnm]?|(?:à |dans |de |en )?quel(?:le)?s?(?! (?:est|sont|était))|(?:en |a |de )?qué(?! (?:es|son|hace|significa|pasa|debo|hay|ocurre))|(?:in |a |di )?quale?(?! è)|hangi)\s(?=\p{L})/iu

/** An Arabic question has its verb after the question word. */
const beforeVerb = /(?:^|\s)(?:متى|لماذا|أين|من(?=\s\p{L}{3,}\s))\s/u

type Carries = (word: { text: string; stop: boolean }) => boolean

function pairsIn(text: string, analysis: Source['analysis'], carries: Carries): string[] {
  const words = analysis.words(text)
  return words.slice(1).flatMap((word, at) => {
    const before = words[at]
    return before && carries(before) && carries(word) ? [`${before.text} ${word.text}`.toLowerCase()] : []
  })
}

/** Words with a capital that do not begin the question. In German all nouns have one, so that none can be told from a name. */
function namesIn(text: string, analysis: Source['analysis'], carries: Carries): string[] {
  if (analysis.language === 'de') return []
  const isName = (word: Word, at: number) => at > 0 && /^\p{Lu}/u.test(word.text) && carries(word)
  return analysis
    .words(text)
    .filter(isName)
    .map(({ term }) => term)
}
