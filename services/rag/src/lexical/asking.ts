import type { QueryPhrase } from '../vectors/store'
import {
  askingPhrases,
  askingPhrasesIn,
  askingWords,
  CODES,
  continuationPhrases,
  purposeStems,
  purposeWords,
  smallTalkPhrases,
} from './asking-words'
import { bareForms, fold, foldKeepingMarks, isPersian, latinLanguages, lettersOf, stem, toHiragana } from './language'
import { type Language, otherStopWords, stopWords, vietnameseStopWords } from './stop-words'

/** Languages that have a script of their own. Their words are asking words in any query. */
const BY_SCRIPT = ['zh', 'ja', 'ar', 'ru', 'uk', 'el', 'hi', 'ko', 'th', 'he']

/** Between the parts of a Persian word, which are also looked for as one. */
const JOINER = '\u200c'

/** As a query is cut into words: katakana are compared as hiragana. */
const foldedParts = (words: readonly string[]) =>
  words
    .flatMap((word) => (word.includes(JOINER) ? [word, word.replaceAll(JOINER, '')] : [word]))
    .flatMap((word) => fold(word).split(/[^\p{L}\p{M}\p{N}]+/u))
    .filter(Boolean)
    .map(toHiragana)

const asking = new Map(
  Object.entries(CODES).map(([language, code]) => [language as Language, new Set(foldedParts(askingWords.get(code) ?? []))]),
)
const japanese = new Set(foldedParts([...(askingWords.get('ja') ?? []), ...(purposeWords.get('ja') ?? [])]))
const inScripts = new Set([
  ...foldedParts([...otherStopWords]),
  ...BY_SCRIPT.flatMap((code) => foldedParts(askingWords.get(code) ?? [])),
])
const arabicStems = new Set((askingWords.get('ar') ?? []).map((word) => stem(fold(word), 'english')).filter(({ length }) => length > 2)) // biome-ignore format: one line reads best
/** Shorter stems are those of too many other words. */
const HINDI_STEM_MIN = 4
const hindiStems = new Set((askingWords.get('hi') ?? []).map((word) => stem(fold(word), 'english')).filter(({ length }) => length >= HINDI_STEM_MIN)) // biome-ignore format: one line reads best
const HAN = /^\p{Script=Han}+$/u
/** Arabic "and" and "so", which are written with the next word. */
const ARABIC_CONJUNCTION = /^[وف](?=..)/u
/** First syllables of the Korean verbs "do" and "be" after a noun. One of a single syllable is the beginning of too many other words. */
const KOREAN_VERB_ENDINGS = new Set('하해했할한합함되돼됐된될됩이인입예일였')
const KOREAN_NOUN_MIN = 2
/** Beginnings of Korean verbs with which somebody asks; their endings are many. */
const KOREAN_VERBS =
  /^(?:알려|알아|알고|알기|가르|도와|도움|보여|말해|말씀|들려|들어|만들|만드|모르|몰라|배우|배워|궁금|헷갈|어떻|어때|무엇|무슨|중요|필요|시작|찾아|적어|써줘|물어|풀어|쉽|짧|간단|간략|자세|상세|설명|요약|부탁|이해가|이해하|이해할|외우|외워|까먹|잊어|작동|싶|주세|주시|주실|있나|있어|있을|있는지|훑|없|돼$|돼요|됐|봐$|봐야)/u
/** Endings of Korean verbs in a sentence: no noun of so many syllables ends with them. */
const KOREAN_SENTENCE_ENDING =
  /..(?:는데|던데|은데|네요|줘요?|까요|지요|죠|[군고구게래데세]요|[어아여해에예]요|[니시]다|니까|시오|[다라하시으]면|려면|[해아어]봐요?|[다라]고|[는은을]지|[인한된]지|나요|잖아|거든요?|거나|든지|길래|더라도?|려고|면서|는다|[어아여]서|[았었였했됐][어다]|[겠았었였했됐없있]음|[해돼봐워려써어아와]야)$/u
/** Endings of Korean verbs after a consonant: 물어볼까, 죄송한데. */
const KOREAN_ENDING_AFTER_CONSONANT = /^(?!가운데).{2,}[까게래데]$/u
/** Verbs that Korean writes with the verb before them, "for somebody" and "try to": 뽑아줄래, 짜주라, 내드려요. */
const KOREAN_AUXILIARY =
  /[아어여해내봐워써켜려와져](?:[줘줬줄줍]|주[시세실십라면셔셈삼새]|드[려릴리]|[봐볼봤])|.주(?:세|시겠|십시|실래|라$|셈|삼)/u
/** Whom something is explained to. */
const KOREAN_RECIPIENT = /.(?:한테|께)(?:서|는|도)?$/u
/** A Korean verb before a noun such as “time” or “thing” ends with these consonants. */
const KOREAN_BOUND_NOUN = /^(?:때|것|거|게|수|만큼|정도|줄)(?=$|[까이가은는을를에만도로])/u
const endsWithVerbConsonant = (word: string): boolean => [4, 8].includes((word.charCodeAt(word.length - 1) - 0xac00) % 28)
/** Hindi verbs of asking and auxiliary ones in any form, folded: `देते`, `समझाइएगा`, `हुए`. */
const HINDI_VERB =
  /^(?:(?:हो|कर|दे|ले|जा|आ|रह|सक|चाह|पड|रख|चुक|बैठ|उठ|डाल|बता|कह|बोल|पूछ|सीख|देख|जान|खोज|ढूंढ|निकाल|(?:चल|मिल|बन|समझ|लिख|पढ|सिख|सुन|दिख|दोहर|गिन)(?:(?:वा|ा)(?!ई$))?)(?:न[ाेी]|त[ाेी]ं?|[ूे]ं|ऊं|[एओई]ं?|[ाोेी]ं?|य[ाेी]|(?:[ूऊ]ं|[एे]ं?|[ओो])ग[ाेी]|[िइ][एय]े?(?:गा)?|कर|के)?|[कदल]ी(?:ं|जिए|जिएगा|जिये|जियेगा|जे)?|[कदल]ि(?:या|ए|ये)|ग(?:या|ए|ये|ई|यी)|हु(?:आ|ई|ए)|थ[ाेी]ं?|ह(?:ै|ैं|ूं|ों))$/u
/** Turkish verbs in a sentence, folded: `yazıyorum`, `anlamadım`, `açıklayınız`, `vererek`, `yapabilir misin`, `yüklediğim`. */
const TURKISH_VERB =
  /..(?:[iu]yor(?:um|sun|uz|sunuz|lar|ler|du[mnk]?)?|m[ae]d[iu][mnk]|(?:[bcfhklmnprsvyz]t|[aeioubcfhklmnprsvyz]d)[iu]m|[iu]n[iu]z|[ae]r[ae]k|[ae]bilir(?:im|sin|siniz|iz)?|[dt][iu]g[iu]m(?:iz|uz)?|[ae]c[ae](?:gim|giz|ksin|ksiniz|klar|kler))$/
const inVietnamese = new Set([...vietnameseStopWords, ...(askingWords.get('vi') ?? [])].flatMap((word) => foldKeepingMarks(word).split(/\s+/))) // biome-ignore format: one line reads best
const segmenter = new Intl.Segmenter('und', { granularity: 'word' })
/** Chinese and Japanese words that fall into several: segmenters do not know all of them, least of all in folded characters. */
const joinedWords = ['zh', 'ja']
  .flatMap((code) => [askingWords, purposeWords, askingPhrasesIn].flatMap((lists) => lists.get(code) ?? []))
  .map((word) =>
    [...segmenter.segment(fold(word))].filter(({ isWordLike }) => isWordLike).map(({ segment }) => toHiragana(segment)),
  )
  .filter(({ length }) => length > 1)
/** By their first words. */
const phrases = Map.groupBy([...askingPhrases.map((phrase) => foldedParts([phrase])), ...joinedWords], ([first]) => first)

/** Persian, or the languages in Latin script whose stop words, asking words and letters a query has most of; none: nothing tells. */
export function evidentLanguages(words: string[], text: string): Language[] {
  if (isPersian(text)) return ['persian']
  let most = 1
  let evident: Language[] = []
  for (const language of latinLanguages) {
    let count = lettersOf(language, text)
    for (const word of words) if (stopWords.get(language)?.has(word) || asking.get(language)?.has(word)) count++
    if (count > most) evident = []
    if (count >= most) evident.push(language)
    most = Math.max(most, count)
  }
  return evident
}

/**
 * For each word of a query whether it says little about what the query is about: stop words, and words with which somebody asks.
 */
export function areAsking(words: string[], languages: Language[]): boolean[] {
  const isJapanese = isInJapanese(words)
  const says = words.map((word) => !isAsking(word, languages, isJapanese))
  for (const [at, first] of words.entries()) {
    for (const phrase of phrases.get(first) ?? [])
      if (phrase.every((word, offset) => words[at + offset] === word)) says.fill(false, at, at + phrase.length)
  }
  for (const [at, noun] of words.entries()) {
    if (KOREAN_BOUND_NOUN.test(noun) && endsWithVerbConsonant(words[at - 1] ?? '')) says.fill(false, at - 1, at + 1)
  }
  for (const at of words.keys()) if (isJoined(at, words, says)) says[at] = true
  // "How does it work" asks; "work" alone is a word of physics.
  if (words.includes('how')) for (const [at, word] of words.entries()) if (/^work(?:s|ing|ed)?$/.test(word)) says[at] = false
  return says.map((some) => !some)
}

/** A stop word of any language, or a Japanese word without a character of its own. */
export const isStopWord = (word: string): boolean => /^\p{Script=Hiragana}+$/u.test(word) || allStopWords.has(word)

const allStopWords: ReadonlySet<string> = new Set([
  ...otherStopWords,
  ...vietnameseStopWords,
  ...[...stopWords.values()].flatMap((stops) => [...stops]),
])

const vietnamesePhrases = (askingPhrasesIn.get('vi') ?? []).map((phrase) => foldKeepingMarks(phrase).split(' '))

/** The same of the syllables of a Vietnamese query. */
export function areAskingInVietnamese(syllables: string[]): boolean[] {
  const asks = syllables.map((syllable) => inVietnamese.has(syllable))
  for (const phrase of vietnamesePhrases) {
    for (const at of syllables.keys())
      if (phrase.every((syllable, offset) => syllables[at + offset] === syllable)) asks.fill(true, at, at + phrase.length)
  }
  return asks
}

const conjunctions = new Set('and und et e y i en ve и'.split(' '))

/** Whether an asking word is the first half of a subject: la domanda e l’offerta. Articles stand between. */
function isJoined(at: number, words: string[], says: boolean[]): boolean {
  const second = isStopWord(words[at + 2] ?? '') ? at + 3 : at + 2
  return says[second] === true && conjunctions.has(words[at + 1] ?? '') && !says[at] && !isStopWord(words[at] ?? '')
}

export const isInJapanese = (words: string[]): boolean =>
  words.some((word) => /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word))

function isAsking(word: string, languages: Language[], isJapanese: boolean): boolean {
  if (isJapanese && HAN.test(word)) return japanese.has(word) || otherStopWords.has(word)
  // A word that asks in Arabic may be a subject in Persian.
  const isOfPersian = languages.includes('persian') && /^\p{Script=Arabic}+$/u.test(word)
  if (isOfPersian) return stopWords.get('persian')?.has(word) === true || asking.get('persian')?.has(word) === true
  if (inScripts.has(word) || stopWords.get('russian')?.has(word)) return true
  if (/^\p{Script=Han}{2,4}$/u.test(word) && [...word].every((character) => inScripts.has(character))) return true
  if (/^\p{Script=Arabic}+$/u.test(word)) {
    const forms = [word, word.replace(ARABIC_CONJUNCTION, '')]
    if (forms.some((form) => inScripts.has(form) || arabicStems.has(stem(form, 'english')))) return true
  }
  if (/^\p{Script=Devanagari}+$/u.test(word) && hindiStems.has(stem(word, 'english'))) return true
  if (/^\p{Script=Hangul}+$/u.test(word) && isAskingInKorean(word)) return true
  return languages.some((language) => stopWords.get(language)?.has(word) || asking.get(language)?.has(word))
}

function isAskingInKorean(word: string): boolean {
  if (
    KOREAN_VERBS.test(word) ||
    KOREAN_SENTENCE_ENDING.test(word) ||
    KOREAN_AUXILIARY.test(word) ||
    (KOREAN_ENDING_AFTER_CONSONANT.test(word) && endsWithVerbConsonant(word.slice(0, -1))) ||
    KOREAN_RECIPIENT.test(word) ||
    bareForms(word).some((form) => form.length >= KOREAN_NOUN_MIN && inScripts.has(form))
  )
    return true
  for (let at = KOREAN_NOUN_MIN; at < word.length; at++) {
    if (KOREAN_VERB_ENDINGS.has(word.charAt(at)) && inScripts.has(word.slice(0, at))) return true
  }
  return false
}

const purposes = new Map(
  [...purposeWords].map(([code, list]) => [code, new Set(code === 'vi' ? list.map(foldKeepingMarks) : foldedParts(list))]),
)
const purposesInScripts = new Set(BY_SCRIPT.flatMap((code) => [...(purposes.get(code) ?? [])]))
const arabicPurposes = new Set([...(purposes.get('ar') ?? [])].map((word) => stem(word, 'english')))
const stemsOf = (code: string) => foldedParts(purposeStems.get(code) ?? [])
const beginnings = new Map([...purposeStems.keys()].map((code) => [code, stemsOf(code)]))
const beginsIn = (word: string, code: string) => beginnings.get(code)?.some((beginning) => word.startsWith(beginning)) === true

/**
 * Whether a word says what is to be made of the subject, or is an asking word with a slip of the keyboard, unless it is a word that
 * is in use (`isReal`; undefined: slips are not looked for).
 */
export function isPurpose(
  word: string,
  languages: readonly (Language | 'vietnamese')[],
  isReal?: (word: string) => boolean,
  isJapanese = false,
): boolean {
  if (isJapanese && HAN.test(word)) return japanese.has(word)
  if (languages[0] === 'persian' && /^\p{Script=Arabic}+$/u.test(word))
    return purposes.get('fa')?.has(word) || beginsIn(word, 'fa')
  if (purposesInScripts.has(word)) return true
  if (/^\p{Script=Han}{2,4}$/u.test(word)) return isMadeOf(word)
  if (/^\p{Script=Arabic}+$/u.test(word)) return arabicPurposes.has(stem(word, 'english'))
  if (/^\p{Script=Devanagari}+$/u.test(word)) return beginsIn(word, 'hi') || HINDI_VERB.test(word)
  if (/^\p{Script=Cyrillic}+$/u.test(word)) return beginsIn(word, 'ru') || beginsIn(word, 'uk')
  if (languages[0] === 'turkish' && TURKISH_VERB.test(word)) return true
  return languages.some((language) => {
    const code = language === 'vietnamese' ? 'vi' : CODES[language]
    return (
      code !== undefined &&
      (purposes.get(code)?.has(word) ||
        beginsIn(word, code) ||
        (isReal && isMistyped(word, asking.get(language as Language)) && !isReal(word)))
    )
  })
}

/** Whether a Chinese word is made of words that ask or say what is to be made; segmenters join them. */
function isMadeOf(word: string): boolean {
  if (word === '') return true
  for (let end = 1; end <= word.length; end++) {
    const head = word.slice(0, end)
    if ((inScripts.has(head) || purposesInScripts.has(head)) && isMadeOf(word.slice(end))) return true
  }
  return false
}

const SMALL_TALK_CHARS_MAX = 80
/** Words of a phrase of small talk, or characters where no blanks separate words. */
const SMALL_TALK_TOKENS_MAX = 16
const WITHOUT_BLANKS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

const talkTokens = (text: string): string[] =>
  foldedParts([text]).flatMap((word) => (WITHOUT_BLANKS.test(word) ? [...toHiragana(word)] : [word]))

const smallTalk = new Set(smallTalkPhrases.map((phrase) => talkTokens(phrase).join(' ')))

/**
 * Whether a query is nothing but a greeting, thanks or a question to the program itself: phrases of small talk, beside which only
 * words stand that say nothing.
 */
export function isSmallTalk(query: string, asking: ReadonlySet<string>): boolean {
  if (query.length > SMALL_TALK_CHARS_MAX) return false
  const tokens = talkTokens(query)
  let found = false
  for (let at = 0; at < tokens.length; ) {
    let end = Math.min(tokens.length, at + SMALL_TALK_TOKENS_MAX)
    while (end > at && !smallTalk.has(tokens.slice(at, end).join(' '))) end--
    if (end > at) [found, at] = [true, end]
    else if (asking.has(tokens[at] ?? '') || inScripts.has(tokens[at] ?? '')) at++
    else return false
  }
  return found
}

const continuations = continuationPhrases.map((phrase) => talkTokens(phrase))
/** Arabic and Hebrew write "and" with the next word; in Chinese, Japanese and Korean such a question ends with its topic. */
const AND_WORD = /^[وו](?=[\p{L}]{2})/u
const TOPIC_ENDS = /(?:呢|は|って|은|는)[?？]?$/u
const CONTINUATION_CHARS_MAX = 120
/** With more words a message says enough by itself. */
const CONTINUATION_CONTENT_MAX = 2

/** Whether a message of so many words of content goes on from the one before it. */
export function isContinuation(message: string, content: number): boolean {
  if (message.length > CONTINUATION_CHARS_MAX || content > CONTINUATION_CONTENT_MAX) return false
  if (content === 0 || AND_WORD.test(message) || TOPIC_ENDS.test(message.trim())) return true
  const tokens = talkTokens(message)
  return continuations.some((phrase) => phrase.every((token, at) => tokens[at] === token))
}

/** Shorter words are like too many others. */
const MISTYPED_CHARS_MIN = 5

/**
 * `explian`, `breifly`, `esplicame`: an asking word in which two letters changed places, or one is missing, added or another one.
 */
function isMistyped(word: string, known: ReadonlySet<string> | undefined): boolean {
  if (known === undefined || word.length < MISTYPED_CHARS_MIN) return false
  const shortened = slipsOf(known)
  for (let at = 0; at < word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at + 1)]
    if (known.has(`${before}${after.slice(0, 1)}${word[at]}${after.slice(1)}`)) return true
    // A letter too many, and one instead of another: both without it.
    const rest = before + after
    if (word.length > MISTYPED_CHARS_MIN && (known.has(rest) || shortened.has(`${at} ${rest}`))) return true
  }
  for (let at = 0; at <= word.length; at++) if (shortened.has(`${at} ${word}`)) return true
  return false
}

const slips = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>()

/** The longer asking words without one of their letters, each with the place of the letter. Made once a language. */
function slipsOf(known: ReadonlySet<string>): ReadonlySet<string> {
  const made = slips.get(known)
  if (made) return made
  const found = new Set<string>()
  for (const word of known) {
    if (word.length <= MISTYPED_CHARS_MIN || !/^\p{Script=Latin}+$/u.test(word)) continue
    // The first letter is seldom wrong.
    for (let at = 1; at < word.length; at++) found.add(`${at} ${word.slice(0, at)}${word.slice(at + 1)}`)
  }
  slips.set(known, found)
  return found
}

/** Words before the topic of a request; in Turkish they come after it. */
const topicMarkers = {
  before: new Set(
    `about on regarding concerning with zu zum zur über ueber uber mit sur avec sobre con acerca su sul sulla sullo sui sugli sulle com про о об
      عن حول về 关于 關於`.split(/\s+/),
  ),
  after: new Set(
    'hakkinda konusunda konusu konusunun icin ilgili konusundan uzerine dair iliskin について に関して に関する'.split(' '),
  ),
}

/** A longer text is no request, and words in front of a marker are no frame. */
const FRAMED_WORDS_MAX = 24
const FRAME_CONTENT_MAX = 4

/**
 * The words outside of what a request says it is about: `create a deck` in `create a deck about osmosis`. Empty if nothing
 * separates them.
 */
export function frameOf(
  words: string[],
  asking: boolean[],
  isCommon: (word: string) => boolean,
  language?: Language | 'vietnamese',
): ReadonlySet<string> {
  if (words.length > FRAMED_WORDS_MAX) return new Set()
  const framed = (frame: string[], topic: string[], isWeak = false): ReadonlySet<string> => {
    // `tides with two examples`: what is rarer is the subject, wherever it stands.
    if (frame.length > FRAME_CONTENT_MAX || (topic.every(isCommon) && (isWeak || !frame.every(isCommon)))) return new Set()
    return new Set(frame.filter((word) => !topic.includes(word)))
  }
  const hasContent = (from: number, end: number) => asking.slice(from, end).some((isAsking) => !isAsking)
  const content = (from: number, end: number) => words.slice(from, end).filter((_, at) => !asking[from + at])
  // `mit mir durchgehen`, `with me`: whom to help is no topic.
  const before = words.findIndex(
    (word, at) =>
      topicMarkers.before.has(word) &&
      (markersOf.get(word) ?? language) === language &&
      !persons.has(words[at + 1] ?? '') &&
      hasContent(at + 1, words.length),
  )
  if (before > 0) return framed(content(0, before), content(before + 1, words.length), weakMarkers.has(words[before] ?? ''))
  const after = words.findLastIndex((word, at) => topicMarkers.after.has(word) && hasContent(0, at))
  return after > 0 ? framed(content(after + 1, words.length), content(0, after), weakMarkers.has(words[after] ?? '')) : new Set()
}

/** Markers that mean something else in another language: French `on`, Spanish `su`. */
const markersOf = new Map<string, Language>([
  ['on', 'english'],
  ['su', 'italian'],
  ['com', 'portuguese'],
])
/** Those with which a request also says how: with two examples. */
const weakMarkers = new Set('with mit avec con com icin'.split(' '))
const persons = new Set('me us mir uns moi nous mi mim nosotros noi conmigo'.split(' '))

/** Parts of Chinese words that are words, too: 太阳能电池. */
const boundCharacters = new Set('能 性 化 学 力 率 度 法'.split(' '))
/** Words that join a phrase to the one that says which is meant. */
const links = new Set('of de du des del della dello dei degli delle dell do dos das von vom der cua'.split(' '))
for (const link of ['của', 'में', 'के', 'की', 'का']) links.add(link)

/**
 * The phrase of each word: words that stand side by side without asking words or punctuation (`breaks`: places of the words after
 * it) between them. Each Chinese word is one of its own.
 */
export function phrasesOf(words: string[], asking: boolean[], breaks: ReadonlySet<number>): ReadonlyMap<string, QueryPhrase> {
  const found = new Map<string, QueryPhrase>()
  let [phrase, isOpen]: [QueryPhrase | undefined, boolean] = [undefined, false]
  for (const [at, word] of words.entries()) {
    if (breaks.has(at)) isOpen = false
    if (asking[at]) {
      if (isOpen && boundCharacters.has(word)) continue
      // Articles stand between a link and its phrase.
      if (phrase && (isOpen || phrase.leadsOn)) phrase.leadsOn ||= links.has(word)
      isOpen = false
      continue
    }
    const isHan = /\p{Script=Han}/u.test(word)
    // A single character is the end of a longer word: 区块链.
    const isEnd = isHan && isOpen && word.length === 1 && /\p{Script=Han}/u.test(words[at - 1] ?? '')
    // The second word says more of the subject; the first may be the verb of the request.
    if (isOpen && isHan && phrase && !isEnd) phrase.leadsOn = true
    if (!isOpen || phrase === undefined || (isHan && !isEnd)) {
      const next: QueryPhrase = { leadsOn: false, next: undefined }
      if (phrase) phrase.next = next
      phrase = next
    }
    isOpen = true
    if (!found.has(word)) found.set(word, phrase)
  }
  return found
}
