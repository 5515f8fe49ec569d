/** Numbers as the marks of list items are written, by the names that HTML and Word have for them. */
export function numeral(number: number, style: string): string {
  if (!Number.isSafeInteger(number) || Math.abs(number) > NUMBER_MAX) return String(number)
  if (/^0+1$/.test(style)) return String(number).padStart(style.length, '0')
  return STYLES[style]?.(number) ?? String(number)
}

/** Larger ones are written in digits. */
const NUMBER_MAX = 100_000

const latin = (number: number) => bijective(number, 'abcdefghijklmnopqrstuvwxyz')

/** Word repeats the letter after z: aa, bb. */
const repeated = (number: number, letters: string): string | undefined =>
  number < 1 || number > letters.length * 50
    ? undefined
    : (letters[(number - 1) % letters.length] ?? '').repeat(Math.floor((number - 1) / letters.length) + 1)

/** Characters of Unicode that are a number each, in rows that begin with 1 or with the number that is named. */
const enclosed =
  (...rows: [firstCode: number, count: number][]) =>
  (number: number): string | undefined => {
    let left = number - 1
    for (const [firstCode, count] of rows) {
      if (left >= 0 && left < count) return String.fromCodePoint(firstCode + left)
      left -= count
    }
    return undefined
  }

const circled = enclosed([0x2460, 20], [0x3251, 15], [0x32b1, 15])

/** Digit by digit. */
const digits =
  (zeroToNine: string) =>
  (number: number): string =>
    String(number).replaceAll(/\d/g, (digit) => zeroToNine[Number(digit)] ?? digit)

const listed =
  (...words: string[]) =>
  (number: number): string | undefined =>
    words[number - 1]

const STYLES: Record<string, (number: number) => string | undefined> = {
  'lower-alpha': latin,
  'upper-alpha': (number) => latin(number)?.toUpperCase(),
  'lower-roman': roman,
  'upper-roman': (number) => roman(number)?.toUpperCase(),
  lowerLetter: (number) => repeated(number, 'abcdefghijklmnopqrstuvwxyz'),
  upperLetter: (number) => repeated(number, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  lowerRoman: roman,
  upperRoman: (number) => roman(number)?.toUpperCase(),
  decimalZero: (number) => String(number).padStart(2, '0'),
  'decimal-leading-zero': (number) => String(number).padStart(2, '0'),
  ordinal,
  russianLower: (number) => repeated(number, 'абвгдежзиклмнопрстуфхцчшщэюя'),
  russianUpper: (number) => repeated(number, 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ'),
  'lower-greek': (number) => bijective(number, 'αβγδεζηθικλμνξοπρστυφχψω'),
  ordinalText: (number) => capitalised(english(number, true)),
  cardinalText: (number) => capitalised(english(number, false)),
  hex: (number) => number.toString(16).toUpperCase(),
  numberInDash: (number) => `- ${number} -`,
  chicago: (number) => repeated(number, '*†‡§'),
  decimalFullWidth: digits('０１２３４５６７８９'),
  decimalFullWidth2: digits('０１２３４５６７８９'),
  decimalEnclosedCircle: circled,
  decimalEnclosedCircleChinese: circled,
  decimalEnclosedParen: enclosed([0x2474, 20]),
  decimalEnclosedFullstop: enclosed([0x2488, 20]),
  ideographEnclosedCircle: enclosed([0x3280, 10]),
  chineseCounting: chinese,
  chineseCountingThousand: chinese,
  japaneseCounting: chinese,
  taiwaneseCounting: chinese,
  taiwaneseCountingThousand: chinese,
  ideographDigital: digits('〇一二三四五六七八九'),
  japaneseDigitalTenThousand: digits('〇一二三四五六七八九'),
  taiwaneseDigital: digits('○一二三四五六七八九'),
  koreanDigital: digits('영일이삼사오육칠팔구'),
  koreanDigital2: digits('零一二三四五六七八九'),
  chineseLegalSimplified: (number) => placed(number, '零壹贰叁肆伍陆柒捌玖', '拾佰仟'),
  ideographLegalTraditional: (number) => placed(number, '零壹貳參肆伍陸柒捌玖', '拾佰仟'),
  japaneseLegal: (number) => placed(number, '零壱弐参四五六七八九', '拾百阡'),
  'cjk-ideographic': chinese,
  ideographTraditional: listed(...'甲乙丙丁戊己庚辛壬癸'),
  ideographZodiac: listed(...'子丑寅卯辰巳午未申酉戌亥'),
  aiueo: (number) => repeated(number, 'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ'),
  iroha: (number) => repeated(number, 'ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ'),
  aiueoFullWidth: (number) =>
    repeated(number, 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン'),
  irohaFullWidth: (number) =>
    repeated(number, 'イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン'),
  ganada: (number) => repeated(number, '가나다라마바사아자차카타파하'),
  chosung: (number) => repeated(number, 'ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ'),
  koreanCounting: (number) => placed(number, '零일이삼사오육칠팔구', '십백천')?.replaceAll(/일(?=[십백천])|零/g, ''),
  koreanLegal: korean,
  hebrew1: hebrew,
  hebrew2: (number) => repeated(number, 'אבגדהוזחטיכלמנסעפצקרשת'),
  arabicAlpha: (number) => repeated(number, 'أبتثجحخدذرزسشصضطظعغفقكلمنهوي'),
  thaiLetters: (number) => repeated(number, 'กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ'),
  arabicAbjad: listed(...'أبجدهوزحطيكلمنسعفصقرشتثخذضظغ'),
  thaiNumbers: digits('๐๑๒๓๔๕๖๗๘๙'),
  hindiNumbers: digits('०१२३४५६७८९'),
  none: () => '',
}

function bijective(number: number, letters: string): string | undefined {
  if (number < 1) return undefined
  let text = ''
  for (let left = number; left > 0; left = Math.floor((left - 1) / letters.length))
    text = (letters[(left - 1) % letters.length] ?? '') + text
  return text
}

const ROMAN: [string, number][] = [
  ['m', 1_000],
  ['cm', 900],
  ['d', 500],
  ['cd', 400],
  ['c', 100],
  ['xc', 90],
  ['l', 50],
  ['xl', 40],
  ['x', 10],
  ['ix', 9],
  ['v', 5],
  ['iv', 4],
  ['i', 1],
]

function roman(number: number): string | undefined {
  if (number < 1 || number > 3_999) return undefined
  let left = number
  return ROMAN.map(([letters, value]) => {
    const times = Math.floor(left / value)
    left -= times * value
    return letters.repeat(times)
  }).join('')
}

function ordinal(number: number): string {
  const teen = number % 100 > 10 && number % 100 < 14
  return `${number}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`
}

function chinese(number: number): string | undefined {
  return placed(number, '零一二三四五六七八九', '十百千')?.replace(/^一十/, '十')
}

/** Digits with the names of their places (of tens, hundreds and thousands), up to 9,999. */
function placed(number: number, zeroToNine: string, places: string): string | undefined {
  if (number < 1 || number > 9_999) return undefined
  const all = [...String(number)].map(Number)
  const text = all.map((digit, at) => `${zeroToNine[digit]}${digit === 0 ? '' : (places[all.length - 2 - at] ?? '')}`).join('')
  return text.replaceAll(/零+/g, '零').replace(/零$/, '')
}

/** Letters as numbers, up to 999; two of them together would be a name of God. */
function hebrew(number: number): string | undefined {
  if (number < 1 || number > 999) return undefined
  const hundreds = 'ת'.repeat(Math.floor(number / 400)) + ('קרש'[Math.floor((number % 400) / 100) - 1] ?? '')
  const rest = number % 100
  if (rest === 15 || rest === 16) return `${hundreds}ט${rest === 15 ? 'ו' : 'ז'}`
  return hundreds + ('יכלמנסעפצ'[Math.floor(rest / 10) - 1] ?? '') + ('אבגדהוזחט'[(rest % 10) - 1] ?? '')
}

function korean(number: number): string | undefined {
  if (number < 1 || number > 99) return undefined
  const tens = ['', '열', '스물', '서른', '마흔', '쉰', '예순', '일흔', '여든', '아흔'][Math.floor(number / 10)]
  return `${tens}${['', '하나', '둘', '셋', '넷', '다섯', '여섯', '일곱', '여덟', '아홉'][number % 10]}`
}

const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const ORDINALS: Record<string, string> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
}

/** In words, up to 999: longer lists have no words. */
function english(number: number, isOrdinal: boolean): string | undefined {
  if (number < 1 || number > 999) return undefined
  const rest = number % 100
  const below =
    rest < 20 ? UNITS[rest] : [TENS[Math.floor(rest / 10) - 2], rest % 10 === 0 ? [] : UNITS[rest % 10]].flat().join('-')
  const hundreds = number < 100 ? '' : `${UNITS[Math.floor(number / 100)]} hundred`
  const words = [hundreds, rest === 0 ? '' : below].filter((part) => part !== '').join(' ')
  if (!isOrdinal) return words
  const at = Math.max(words.lastIndexOf(' '), words.lastIndexOf('-')) + 1
  const last = words.slice(at)
  return words.slice(0, at) + (ORDINALS[last] ?? `${last.replace(/y$/, 'ie')}th`)
}

const capitalised = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : text.charAt(0).toUpperCase() + text.slice(1)
