import { foldText } from '@collabry/runtime/fold-text'
import type { Quote, Source } from './corpus'
import { CASELESS, COVERED_MIN, coverageBy, type Likes, ownShare, SYNONYM_WEIGHT } from './coverage'
import { discourseMarkers } from './discourse-markers'
import { type Language, months as monthNames } from './lexicon'
import { heat, type Question } from './question'
import { withoutReferences } from './sentences'

/** How the words of a question are met by a sentence: the cosine of what each means there with the nearest word of the sentence. */
export interface Meeting {
  /** The word with content that is met worst, such as `phone` in a question for a phone number. */
  least: number
  /** The other words, on the average: those that ask are near to a person or a date. */
  asked: number
}

/**
 * Weights of a conditional logit with "no sentence answers" as the alternative of utility 0. docs/evaluation.md has the questions
 * that it was fitted to.
 */
const WEIGHTS = {
  bias: -41.24,
  least: 21.69,
  asked: 29.26,
  /** Share of the question's words that are no names, by their rarity, that the sentence and what stands around it hold. */
  plain: 2.51,
  /** No text holds a name of the question. */
  unnamed: -3.61,
  /** It lacks what the kind of question asks for. */
  misses: -2.39,
  /** It lacks the noun of `which city`, or a number beside what is counted. */
  unasked: -0.63,
  /** Few sentences can answer: who, when, where, how many. */
  few: -0.35,
}
type Evidence = Omit<typeof WEIGHTS, 'bias'>
const FEW: ReadonlySet<Question['wants']> = new Set(['person', 'time', 'place', 'amount', 'price'])

/** The logarithm of the odds that a sentence answers the question. */
export function likelihood(question: Question, quote: Quote, meeting: Meeting, source: Source, likes: Likes): number {
  const evidence = evidenceFor(question, quote, meeting, source, likes)
  return Object.entries(evidence).reduce((sum, [name, value]) => sum + WEIGHTS[name as keyof Evidence] * value, WEIGHTS.bias)
}

function evidenceFor(question: Question, quote: Quote, meeting: Meeting, source: Source, likes: Likes): Evidence {
  const plain = question.terms.filter((term) => !question.names.includes(term))
  return {
    ...meeting,
    plain: coverageBy(quote, question, source, likes)(plain),
    unnamed: Number(question.names.some((name) => (likes.get(name) ?? []).length === 0)),
    misses: Number(missesKind(question, quote, source, likes)),
    unasked: Number(isUnasked(question, quote, withoutReferences(quote.text), source, likes)),
    few: Number(FEW.has(question.wants)),
  }
}

/** Whether it lacks the noun of `which city`, or a number beside what is counted. */
function isUnasked({ attribute, counted, wants }: Question, quote: Quote, text: string, source: Source, likes: Likes): boolean {
  if (wants === 'amount' && counted !== undefined && !isCounted(likes.get(counted) ?? [], text, source.analysis)) return true
  return attribute !== undefined && !(likes.get(attribute) ?? []).some(([like]) => quote.bag.has(like))
}

/** Whether it gives another year, another measure, the numbers of another row, or no phone number where that is asked for. */
export function contradicts(question: Question, quote: Quote, source: Source): boolean {
  const text = withoutReferences(quote.text)
  return (
    (quote.kind === 'row' && !holdsNumbers(question.text, text)) ||
    isOfAnotherYear(question, text, source) ||
    isOfAnotherMeasure(question, text) ||
    contacts.some(([asked, given]) => asked.test(question.text) && !given.test(text))
  )
}

/** Whether a sentence can be an answer to the kind of question: a reason to why, a number to how many. */
export function answersKind(question: Question, quote: Quote, source: Source, likes: Likes): boolean {
  const text = withoutReferences(quote.text)
  if (missesKind(question, quote, source, likes) || contradicts(question, quote, source)) return false
  if (isSpecific(question) && isOfAnotherName(question, quote, source, likes)) return false
  if (!isUnasked(question, quote, text, source, likes) || ['reason', 'time', 'price', 'place'].includes(question.wants))
    return true
  if (question.wants === 'person' || question.wants === 'amount') return false
  // An example may stand for the noun: a name for `city`, a number for `temperature`.
  const others = { ...question, terms: question.terms.filter((term) => term !== question.attribute) }
  return (
    ownShare(others, quote, source, likes) >= COVERED_MIN && (cues.number.test(text) || namesNew(question, text, source.analysis))
  )
}

/** Whether it lacks what the kind of question asks for: a reason, a time, a number, a name. */
export function missesKind(question: Question, quote: Quote, source: Source, likes: Likes): boolean {
  const { analysis } = source
  const text = withoutReferences(quote.text)
  switch (question.wants) {
    case 'reason':
      return !discourseMarkers[analysis.language].reason.test(text)
    case 'time':
      return !cues.time.test(text)
    case 'price':
      return !(cues.currency.test(text) && cues.number.test(text))
    case 'amount':
      if (heat.test(question.text) && !degrees.test(text)) return true
      if (fast.test(question.text) && !speeds.test(text)) return true
      if (lasting.test(question.text) && !durations.test(text)) return true
      return !cues.number.test(text.replace(years, ''))
    case 'place':
      return !(origin.test(question.text) ? originCues : placeCues)[analysis.language].test(text)
    case 'person':
      return !(
        namesPerson(question, quote.kind === 'row' ? withoutLabels(text) : text, analysis) ||
        isNamedWithoutCapitals(question, quote, source, likes)
      )
    default:
      return false
  }
}

/** Whether the answers to a question are of one kind, so that few sentences can be one. */
const isSpecific = ({ wants, attribute }: Question): boolean =>
  (wants !== 'any' && wants !== 'definition') || attribute !== undefined

const numbers = /\d{1,12}(?:[.,]\d{1,3}){0,3}/gu
const ranges = /(\d{1,9}) ?(?:[-–—~]|to|bis|à|al?|hasta|até|до|至|到) ?(\d{1,9})/gu

/** Whether a row has the numbers of the question, or a range around them: those of another row answer something else. */
function holdsNumbers(asked: string, row: string): boolean {
  const [wanted, text] = [withAsciiDigits(asked).match(numbers) ?? [], withAsciiDigits(row)]
  const own = new Set(text.match(numbers))
  const isWithin = (number: string) =>
    [...text.matchAll(ranges)].some(([, from, to]) => Number(from) <= Number(number) && Number(number) <= Number(to))
  return wanted.every((number) => own.has(number) || isWithin(number))
}

/** Labels of columns begin with capitals as names do. */
const withoutLabels = (row: string): string => row.replace(/(?<=^|; )[^:;]{1,80}: /g, '')

const yearsIn = (text: string): string[] => withAsciiDigits(text).match(years) ?? []

const withAsciiDigits = (text: string): string =>
  foldText(text, 'NFKC', (part) => part.replace(/[٠-٩۰-۹]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf)))

/** Whether the sentence tells of other years than the question, or no text holds the question's. When it was is a year itself. */
function isOfAnotherYear({ text: asked, wants }: Question, text: string, { quotes }: Source): boolean {
  const wanted = yearsIn(asked)
  if (wanted.length === 0) return false
  const years = yearsIn(text)
  if (wanted.some((year) => years.includes(year))) return false
  if (years.length > 0 && wants !== 'time') return true
  return !quotes.some((quote) => wanted.some((year) => withAsciiDigits(quote.text).includes(year)))
}

/** Whether the question asks for one measure, and the sentence gives others. */
function isOfAnotherMeasure({ text: asked }: Question, text: string): boolean {
  const wanted = measures.filter((measure) => measure.test(asked))
  return wanted.length === 1 && !wanted[0]?.test(text) && measures.some((measure) => measure.test(text))
}

/**
 * Whether the texts hold a name of the question, but not where the sentence stands, nor where they say what they are about. In
 * German each noun counts as one.
 */
function isOfAnotherName({ text, terms }: Question, quote: Quote, { quotes, analysis }: Source, likes: Likes): boolean {
  const words = analysis.words(text)
  const isNoun = (word: string, at: number) => /^\p{Lu}/u.test(word) || determiner.test(words[at - 1]?.text ?? '')
  // `Varroa mite` is what `the mite` says, where another sentence has both words.
  const isShort = (term: string, at: number) => {
    const next = words[at + 1]
    return next && !next.stop && quote.bag.has(next.term) && quotes.some(({ bag }) => bag.has(term) && bag.has(next.term))
  }
  const names = words.filter(
    ({ text: word, term, stop }, at) => at > 0 && !stop && isNoun(word, at) && terms.includes(term) && !isShort(term, at),
  )
  if (names.length === 0) return false
  const [first] = quotes.filter(({ citation }) => citation === quote.citation)
  const around = quotes.filter(
    (other) =>
      other === first || (other.citation === quote.citation && (other.paragraph === quote.paragraph || other.kind === 'heading')),
  )
  const holds = (some: Quote[], term: string) => some.some(({ bag }) => (likes.get(term) ?? []).some(([like]) => bag.has(like)))
  // A synonym elsewhere does not make the word a name of something else.
  const isNamed = (term: string) =>
    quotes.some(({ bag }) => (likes.get(term) ?? []).some(([like, weight]) => weight !== SYNONYM_WEIGHT && bag.has(like)))
  // `Ofen` is what `Kachelofen` says.
  const isPart = (word: string) => around.some((other) => other.text.toLowerCase().includes(word.toLowerCase()))
  return names.some(({ term, text: word }) => isNamed(term) && !holds(around, term) && !isPart(word))
}

/** Words before a noun. */
const determiner = /^(?:the|an?|el|la|los|las|del|al|una?|les?|du|des|une?|il|lo|gli|dello?|della|os?|as?|d[oa]s?)$/iu
/** Questions of how long something takes, and words of a time that passes. */
const lasting =
  /(?<!\p{L})(?:how long (?:do|does|did|will|can|may|must|should|has|have|had)|how much time|wie lange|combien de temps|cuánto tiempo|cuánto (?:tarda|dura)\p{L}*|quanto tempo|quanto (?:dura|impiega|demora)\p{L}*)(?!\p{L})/iu
const durations =
  /(?<!\p{L})(?:(?:milli)?seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|century|centuries|summers?|winters?|seasons?|until|till|(?:milli)?sekunden?|stunden?|minuten?|tage?n?|nächte?|wochen?|monate?n?|jahre?n?|jahrzehnte?|sommer|winter|bis|\p{L}*lang|secondes?|heures?|jours?|nuits?|semaines?|mois|ans?|années?|siècles?|étés?|hivers?|jusqu|segundos?|minutos?|horas?|días?|noches?|semanas?|mes(?:es)?|años?|siglos?|veranos?|inviernos?|hasta|second[oi]|minut[oi]|or[ae]|giorn[oi]|nott[ei]|settiman[ae]|mes[ei]|ann[oi]|fino|dias?|noites?|mês|anos?|até)(?!\p{L})|\d ?(?:ms|s|min|h|d)(?!\p{L})/iu
const fast = /(?<!\p{L})(?:how fast|wie schnell|à quelle vitesse|a qué velocidad|a che velocità|a que velocidade)(?!\p{L})/iu
const speeds =
  /\/ ?[hs](?!\p{L})|(?<!\p{L})(?:mph|kmh|knots?|knoten|nœuds?|nudos|nodi|mach|an? (?:hour|minute|second|day|week|month|year)|per \p{L}+|every|each|alle|tous les|toutes les|cada|ogni|(?:pro|je|im|am|in der) (?:stunde|minute|sekunde|tag|woche|monat|jahr)|jährlich|täglich|par (?:heure|minute|seconde|jour|an)|por \p{L}+|al (?:día|año|giorno|secondo|mese)|all[’']ora|l[’']anno)(?!\p{L})/iu
const degrees = /°|(?<!\p{L})(?:degrees?|grad|degrés?|grados?|gradi|graus?|kelvin|celsius)(?!\p{L})/iu
const years = /(?<!\d)(?:1[0-9]|20)\d{2}(?!\d)/gu
const months = [...monthNames].join('|')
const word = (words: string, chinese: string) => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})|${chinese}`, 'iu')
/** Words and signs by which a sentence can be an answer to when, how much, how many and where. */
export const cues = {
  time: word(
    `${months}|\\d{3,4}|\\d{1,2}(?:st|nd|rd|th)|\\d{1,2}[:.]\\d\\d|\\d+(?:\\.)? ?(?:bc|ad|am|pm|v\\. chr|uhr|seconds?|minutes?|hours?|days?|weeks?|months?|years?)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekdays?|weekends?|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|sonnabends?|wochentags|lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|lunes|martes|miércoles|jueves|viernes|sábados?|domingos?|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|(?:segunda|terça|quarta|quinta|sexta)s?(?:-feiras?)?|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar|понедельник\\p{L}*|вторник\\p{L}*|сред[ауы]|четверг\\p{L}*|пятниц\\p{L}*|суббот\\p{L}*|воскресень\\p{L}*|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد|الفجر|غروب|شروق|centur(?:y|ies)|jahrhunderts?|siècles?|siglos?|secol[oi]|séculos?|yüzyıl|spring|summer|autumn|winter|morning|evening|night|noon|today|frühlings?|frühjahr|sommers?|herbst|winters?|morgens|abends|nachts|when|after|before|until|once|during|every|wenn|sobald|nachdem|bevor|nach|vor|bis|während|alle|quand|lorsqu|après|avant|pendant|jusqu|cuando|después|antes|durante|hasta|entre|quando|dopo|prima|depois|zaman|sonra|önce|век[еа]?|год[ау]?|после|до|когда|во время|عام|سنة|قرن|شهر|يوم|بعد|قبل|عندما|năm|tháng|ngày|khi|sau|trước`,
    '[年月日]|世纪|时|期间|之前|之后|节|星期|周[一二三四五六日末]|曜日|午[前後]|सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार|शनिवार|रविवार|शताब्दी|वर्ष|साल|महीने|बजे|सुबह|शाम',
  ),
  currency: word(
    'euros?|dollars?|pounds?|francs?|franken|yen|yuan|rubles?|pesos?|cents?|eur|usd|chf|gbp|lira|đồng|рубл\\p{L}*|جنيه\\p{L}*|دولار\\p{L}*|يورو|costs?|kostet|coûte|cuesta|free of charge|kostenlos|gratuit|gratis',
    '[$€£¥₽₫₺₹]|[\\d一二三四五六七八九十百千万亿两几] ?[元块]|人民币|免费|不收|円|無料|रुपय\\p{M}*|रुपए|मुफ़्त|निःशुल्क',
  ),
  number: word(
    'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\\p{L}+)?|dozens?|third|quarters?|fifth|tenth|couple|hundreds?|thousands?|millions?|once|twice|half|eine[nmrs]?(?= (?:einzige|halbe|stunde|minute|sekunde|tag|woche|monat|jahr|million|milliarde|(?:\\p{L}{0,6})meter|kilo|gramm|liter|grad|euro|prozent|hektar))|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\\p{L}{0,12}zehn|\\p{L}{0,10}(?:zig|ßig)|einmal|zweimal|dreimal|hälfte|drittel|viertel|zehntel|dutzend|hundert|tausend|millionen|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|moitié|tiers|quart|dixième|douzaine|cents?|mille|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci\\p{L}+|veinti?\\p{L}*|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|mitad|tercio|cuarto|décim[ao]|docena|cien(?:to)?s?|mil|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|(?:tre|quattor|quin|se)dici|venti|trenta|quaranta|cinquanta|sessanta|settanta|ottanta|novanta|metà|terzo|quarto|decimo|dozzina|cento|dois|duas|três|quatro|sete|oito|dez|onze|doze|vinte|trinta|quarenta|cinquenta|sessenta|setenta|oitenta|noventa|metade|terço|dúzia|iki|üç|dört|beş|altı|yedi|sekiz|dokuz|yirmi|otuz|kırk|elli|altmış|yetmiş|seksen|doksan|yarı\\p{L}*|yüz|bin|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|\\p{L}+надцать|двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто|половин\\p{L}*|треть|четверть|сто|\\p{L}+сот|двести|триста|четыреста|тысяч\\p{L}*|миллион\\p{L}*|واحد|اثنان|ثلاث\\p{L}*|أربع\\p{L}*|خمس\\p{L}*|ست[ةي]?\\p{L}*|سبع\\p{L}*|ثمان\\p{L}*|تسع\\p{L}*|عشر\\p{L}*|مئ\\p{L}*|ألف|مليون|hai|ba|bốn|sáu|bảy|tám|chín|mười|trăm|nghìn|triệu',
    '\\d|[一二三四五六七八九十百千万亿两半零〇]|एक|दो|तीन|चार|पाँच|पांच|छह|सात|आठ|नौ|दस|ग्यारह|बारह|बीस|तीस|चालीस|पचास|सौ|हज़ार|हजार|लाख|करोड़|आधा',
  ),
}

/** Words of width, height, length, depth, weight, colour, diameter and area, each of one measure. */
const measures = [
  word(
    'wide|width|breit|breite|large de|largeur|ancho|anchura|largo de|larghezza|largura|geniş\\p{L}*|ширин\\p{L}*|و?عرضه?ا?|rộng',
    '宽|寬|幅|चौड़',
  ),
  word(
    'high|tall|height|hoch|höhe|haut|haute|hauteur|alto|alta|altura|altezza|yüksek\\p{L}*|высот\\p{L}*|و?ارتفاعه?ا?|cao',
    '高度|高\\d|高さ|多高|ऊँचाई|ऊंचाई',
  ),
  word(
    'metres long|meters long|length|länge|meter lang|longueur|de long|longitud|lunghezza|comprimento|uzunlu\\p{L}*|длин\\p{L}*|و?طوله?ا?|dài',
    '长度|多长|长\\d|長さ|लंबाई',
  ),
  word(
    'depth|deep|tief|tiefe|profondeur|profond|profundidad|profondità|profundidade|derin\\p{L}*|глубин\\p{L}*|و?عمقه?ا?|sâu',
    '深度|多深|深\\d|深さ|गहराई',
  ),
  word(
    'weighs?|weight|heavy|wiegt|gewicht|schwer|pèse|poids|pesa|peso|pesan|ağırlı\\p{L}*|весит|вес|و?وزنه?ا?|nặng',
    '重量|多重|重\\d|重さ|वज़न|वजन',
  ),
  word(
    'colou?rs?|farben?|farbig|couleurs?|color|colores|colore|cor|renk|rengi|цвет\\p{L}*|لونه?ا?|màu',
    '颜色|顏色|什么色|色は|何色|रंग',
  ),
  word('diameter|durchmesser|diamètre|diámetro|diametro|diâmetro|диаметр\\p{L}*|قطره?ا?', '直径|व्यास'),
  word('area|fläche|superficie|surface|alanı|площад\\p{L}*|و?مساحته?ا?|diện tích|rộng', '面积|面積|क्षेत्रफल'),
]

/** Questions for a phone number and for an address of e-mail, and what a sentence holds that gives one, or says where it stands. */
const contacts: [RegExp, RegExp][] = [
  [
    /(?:tele)?phone number|tele[fp]oon?nummer|telefonnummer|numéro de téléphone|(?:número|numero) d[ei] tel[eé]fon[oe]|телефон\p{L}* номер|номер\p{L}* телефон|telefon numara|số điện thoại|رقم ال?هاتف|电话号码|電話番号|전화번호|फ़ोन नंबर|फोन नंबर/iu,
    /[\d٠-٩०-९](?:[ ()/+.–-]{0,3}[\d٠-٩०-९]){5}|number|nummer|numéro|n[úu]mero|номер|numara|số|رقم|号码|番号|번호|नंबर/iu,
  ],
  [
    /e-?mail(?:-| )?(?:address|adresse?)|adresse (?:e-?mail|électronique)|dirección de (?:correo|e-?mail)|indirizzo e-?mail|endereço de e-?mail|邮箱地址|メールアドレス|이메일 주소/iu,
    /@|e-?mail|courriel|correo|邮箱|メール|이메일/iu,
  ],
]

const origin = /from|woher|d['’]où|de dónde|da dove|de onde|nereden|откуда|من أين|từ đâu|来自|从哪/iu
const originCues: Record<Language, RegExp> = {
  en: word('from|sources?|originat\\p{L}*|supplied by', '$^'),
  de: word('aus|von|vom|stamm\\p{L}*', '$^'),
  fr: word('de|du|des|d|depuis|provien\\p{L}*', '$^'),
  es: word('de|del|desde|proced\\p{L}*|provien\\p{L}*', '$^'),
  it: word('da|dal|dalla|dall|dai|dagli|dalle|di|provien\\p{L}*', '$^'),
  pt: word('de|do|da|dos|das|prov[eé]m', '$^'),
  tr: word("\\p{L}+[’']?[dt][ae]n", '$^'),
  ru: word('из|с|от|происход\\p{L}*', '$^'),
  ar: word('من', '$^'),
  vi: word('từ|do', '$^'),
  zh: /来自|源于|从|自|由/u,
  hi: /(?:से|का|की|के)(?!\p{L})/u,
  ja: /から|より|産/u,
}

export const placeCues: Record<Language, RegExp> = {
  en: word('in|at|on|near|from|into|off|along|between|under|beneath|inside|within|around|across|to', '$^'),
  de: word('in|im|am|an|bei|beim|aus|auf|zwischen|unter|nach|von|vom|neben|über', '$^'),
  fr: word('à|au|aux|en|dans|sur|entre|depuis|de|du|des|près|sous|vers', '$^'),
  es: word('en|desde|sobre|entre|de|del|cerca|bajo|hacia', '$^'),
  it: word('a|ad|in|nel|nella|nell|nei|negli|nelle|su|sul|sulla|tra|fra|da|dal|dalla|di|presso', '$^'),
  pt: word('em|no|na|nos|nas|de|do|da|entre|sobre|perto|desde', '$^'),
  tr: word("\\p{L}+[’']?[dt][ae](?:ki|n)?", '$^'),
  ru: word('в|во|на|у|из|между|около|под|с|при', '$^'),
  ar: word('في|على|بين|إلى|من|قرب|عند', '$^'),
  vi: word('ở|tại|thuộc|giữa|gần|từ|trong|trên', '$^'),
  zh: /位于|坐落|地处|境内|在/u,
  hi: /(?:में|पर|किनारे|पास|स्थित|बीच|से)(?!\p{L})/u,
  ja: /[にでへ]|から|近く|ある/u,
}

/** Words between a number and what it counts: `four great trading posts`; fewer where the number comes later: `Towns: nine`. */
const COUNTED_BEFORE_MAX = 4
const COUNTED_AFTER_MAX = 2

function isCounted(likes: [string, number][], text: string, analysis: Source['analysis']): boolean {
  const words = analysis.words(text)
  const counted = new Set(likes.map(([like]) => like))
  return words.some(
    ({ term }, at) =>
      counted.has(term) &&
      words
        .slice(Math.max(0, at - COUNTED_BEFORE_MAX), at + COUNTED_AFTER_MAX + 1)
        .some(({ text: other, term: number }) => !counted.has(number) && cues.number.test(other.replace(years, ''))),
  )
}

/** Two names in a row, or a name after `by`, that the question does not have itself. */
function namesPerson({ terms }: Question, text: string, analysis: Source['analysis']): boolean {
  const words = analysis.words(text)
  const isNew = (at: number) => {
    const word = words[at]
    return word !== undefined && /^\p{Lu}/u.test(word.text) && !word.stop && !terms.includes(word.term)
  }
  // `the family Quiroga`, `engineer Müller`: a name beside the noun that says who it is.
  const hasRole = (at: number) => {
    const before = words[at - 1]
    return analysis.language !== 'de' && before !== undefined && !before.stop && /^\p{Ll}{4,}$/u.test(before.text)
  }
  return words.some(
    ({ text: word }, at) =>
      (isNew(at) && (isNew(at + 1) || hasRole(at) || (particle.test(words[at + 1]?.text ?? '') && isNew(at + 2)))) ||
      (by.test(word) && /^\p{L}/u.test(words[at + 1]?.text ?? '') && cues.number.test(words[at + 1]?.text ?? '')) ||
      (by.test(word) && BY_WORDS.some((distance) => isNew(at + distance))),
  )
}

/** Words after `by` among which is the name: `by the company Eiffage`. */
const BY_WORDS = [1, 2, 3]

/** Share by which a sentence without a name that can be told from other words says who it was. */
const PERSON_COVERED_MIN = 0.85

/**
 * In a script without capitals, and for who did it where all words of the question are there, the sentence that holds nearly all.
 */
function isNamedWithoutCapitals(question: Question, quote: Quote, source: Source, likes: Likes): boolean {
  if (CASELESS.has(source.analysis.language))
    return coverageBy(quote, question, source, likes)(question.terms) >= PERSON_COVERED_MIN
  return question.terms.every((term) => (likes.get(term) ?? []).some(([like]) => quote.bag.has(like)))
}

/** A name after the first word that the question does not have itself. */
const namesNew = ({ terms }: Question, text: string, { words }: Source['analysis']): boolean =>
  words(text).some(({ text: word, term, stop }, at) => at > 0 && !stop && /^\p{Lu}/u.test(word) && !terms.includes(term))

/** Words within a name: `Pliny the Younger`. */
const particle = /^(?:the|of|von|van|der|den|da|di|du|della|ibn|bin|al|el)$/u
const by = /^(?:by|under|von|vom|unter|durch|par|por)$/iu
