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

const circled = (number: number): string | undefined =>
  number >= 1 && number <= 20 ? String.fromCodePoint(0x245f + number) : undefined

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
  decimalFullWidth: (number) => String(number).replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  decimalEnclosedCircle: circled,
  decimalEnclosedCircleChinese: circled,
  chineseCounting: chinese,
  chineseCountingThousand: chinese,
  japaneseCounting: chinese,
  taiwaneseCounting: chinese,
  taiwaneseCountingThousand: chinese,
  'cjk-ideographic': chinese,
  ideographTraditional: (number) => '甲乙丙丁戊己庚辛壬癸'[number - 1],
  aiueoFullWidth: (number) =>
    repeated(number, 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン'),
  irohaFullWidth: (number) =>
    repeated(number, 'イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン'),
  ganada: (number) => repeated(number, '가나다라마바사아자차카타파하'),
  koreanCounting: chinese,
  hebrew1: (number) => repeated(number, 'אבגדהוזחטיכלמנסעפצקרשת'),
  hebrew2: (number) => repeated(number, 'אבגדהוזחטיכלמנסעפצקרשת'),
  arabicAlpha: (number) => repeated(number, 'أبتثجحخدذرزسشصضطظعغفقكلمنهوي'),
  thaiLetters: (number) => repeated(number, 'กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ'),
  thaiNumbers: (number) => String(number).replaceAll(/\d/g, (digit) => '๐๑๒๓๔๕๖๗๘๙'[Number(digit)] ?? digit),
  hindiNumbers: (number) => String(number).replaceAll(/\d/g, (digit) => '०१२३४५६७८९'[Number(digit)] ?? digit),
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

/** Up to 9,999. */
function chinese(number: number): string | undefined {
  if (number < 1 || number > 9_999) return undefined
  const digits = [...String(number)].map(Number)
  const text = digits
    .map((digit, at) => {
      const unit = ['', '十', '百', '千'][digits.length - 1 - at] ?? ''
      return digit === 0 ? '零' : `${'零一二三四五六七八九'[digit]}${unit}`
    })
    .join('')
  return text.replaceAll(/零+/g, '零').replace(/零$/, '').replace(/^一十/, '十')
}
