/** Stemmers for folded words, in languages for which the library has none, or one that needs marks. */

const ARABIC_PREFIXES = ['وال', 'بال', 'كال', 'فال', 'ال', 'لل']
/** Persian has the first. */
const ARABIC_SUFFIXES = ['هاي', 'ها', 'ان', 'ات', 'ون', 'ين', 'يه', 'ه', 'ي']

/** No longer word is cut to one of these: الكلى, the kidneys, are no "every". */
const ARABIC_PARTICLES = new Set(['كل', 'من', 'عن', 'في', 'ما', 'لا', 'قد', 'لم', 'لن', 'هل', 'ان', 'او', 'ثم', 'هو', 'هي'])

/**
 * Light stemming (Larkey, Ballesteros and Connell 2002, "light10"): conjunction, article and endings of a folded word go, and a hamza
 * after a long vowel, which is often left out: حمراء, حمرا.
 */
export function arabicStem(word: string): string {
  let rest = word.length >= 4 && word.startsWith('و') && !word.startsWith('وال') ? word.slice(1) : word
  const prefix = ARABIC_PREFIXES.find((one) => rest.startsWith(one) && rest.length >= one.length + 2)
  if (prefix !== undefined) rest = rest.slice(prefix.length)
  // A word that begins with this letter has one stem with the article and without.
  if (prefix !== undefined && rest.length >= 4 && rest.startsWith('و')) rest = rest.slice(1)
  for (const suffix of ARABIC_SUFFIXES) {
    const bare = rest.slice(0, -suffix.length)
    if (rest.endsWith(suffix) && bare.length >= 2 && !ARABIC_PARTICLES.has(bare)) rest = bare
  }
  return rest.replace(/(?<=..ا)ء$/u, '')
}

/** Takes off the first of the suffixes, longer ones first, that leaves a stem of this length. */
function withoutSuffix(word: string, suffixes: readonly string[], stemMin: number): string {
  const suffix = suffixes.find((one) => word.endsWith(one) && word.length >= one.length + stemMin)
  return suffix === undefined ? word : word.slice(0, -suffix.length)
}

/** Endings of nouns and adjectives, longer ones first, as they are without marks. */
const POLISH_SUFFIXES =
  'owego owemu owych iego iemu iach iami jach jami jami owie ach ami ego emu ych ich ymi imi iej iem owi ow om em ej ym im iu ia ie io ja je ji jo a e i o u y'.split(
    ' ',
  )
const POLISH_STEM_MIN = 3

/** Light stemming: the longest ending goes, and consonants that change before endings become one: tektonika, tektonice. */
export function polishStem(word: string): string {
  const bare = withoutSuffix(word, POLISH_SUFFIXES, POLISH_STEM_MIN)
  return bare.length < POLISH_STEM_MIN ? bare : bare.replace(/rz$/, 'r').replace(/c$/, 'k')
}

/** Endings of nouns, adjectives and verbs, longer ones first, as they are without accents. */
const GREEK_SUFFIXES =
  'ομασταν οσασταν ηθηκαμε ηθηκεσ ηθηκαν ουσαμε ομαστε ηθηκα ηθηκε ουνται ουδεσ ουδων αγαμε ησαμε ηκαμε ησανε ησετε οντασ ωντασ ουσεσ ουσαν ματων ματοσ ονται ονταν ηθουν ησουν αδεσ αδων εδεσ εδων εστε ηκεσ ηκαν ουσα ουσε ησεσ ησαν ουνε ουμε ματα οταν εται ομαι εσαι αται ειται ηθει ησει εωσ εων εισ ιασ ιεσ ιου ιων ιοσ αμε ανε ετε ηκα ηκε ησε ησα ουν ησω ηθω ουσ ια ιο μα ασ εσ ησ οσ υσ ου ων οι ει αν εν α ε η ι ο υ ω'
    .split(' ')
    .sort((one, other) => other.length - one.length)
const GREEK_STEM_MIN = 3

/** Light stemming: the longest of the endings of Ntais (*Development of a Stemmer for the Greek Language*, 2006) goes. */
export function greekStem(word: string): string {
  return withoutSuffix(word, GREEK_SUFFIXES, GREEK_STEM_MIN)
}

/** Endings of nouns, adjectives and verbs by their length */
const HINDI_SUFFIXES = [
  'ाएंगी ाएंगे ाऊंगी ाऊंगा ाइयों ाइयां',
  'ाएगी ाएगा ाओगी ाओगे एंगी ेंगी एंगे ेंगे ूंगी ूंगा ातीं नाओं नाएं ताओं ताएं ियों ियां',
  'ाकर ाइए ाईं ाया ेगी ेगा ोगी ोगे ाने ाना ाते ाती ाता तीं ाओं ाएं ुओं ुएं ुआं',
  'कर ाओ िए ाई ाए ने नी ना ते ीं ती ता ां ों ें',
  'ो े ू ु ी ि ा',
].map((endings) => endings.split(' '))

const LONG_VOWELS = 'ीूईऊ'
const LONG_VOWEL = new RegExp(`[${LONG_VOWELS}]`, 'g')
const SHORT_VOWELS = 'िुइउ'
/** In front of these a noun takes its own ending: छापाखाना, छापेखाने. */
const HINDI_INNER_ENDING = /े(?=(?:खान|वाल|दार)[ाेीो])/
/** Letters and vowel signs of a stem, at least. */
const HINDI_STEM_MIN = 3

/** Light stemming (Ramanathan and Rao 2003): the longest ending of a folded word goes, and long vowels become short. */
export function hindiStem(word: string): string {
  word = word.replace(HINDI_INNER_ENDING, 'ा')
  for (const [at, endings] of HINDI_SUFFIXES.entries()) {
    const length = HINDI_SUFFIXES.length - at
    if (word.length < length + HINDI_STEM_MIN) continue
    const ending = endings.find((one) => word.endsWith(one))
    if (ending === undefined) continue
    word = word.slice(0, -ending.length)
    break
  }
  return word.replaceAll(LONG_VOWEL, (vowel) => SHORT_VOWELS[LONG_VOWELS.indexOf(vowel)] ?? vowel)
}

/** Endings of nouns, adjectives and verbs, longer ones first, as they are without marks. */
const CZECH_SUFFIXES =
  'ovych ovymi ovemu oveho atech ovem ovou ovym ove ova ovi ich ich ych ech ach ami emi imi ymi eho emu iho imu ata aty ete eti iho ove ou em es im um at am os us ym mi ov uv in e i y u o a'.split(
    ' ',
  )
const CZECH_STEM_MIN = 3

/**
 * Light stemming (Dolamic and Savoy 2009): the longest ending goes, and consonants that change before endings become one: revoluce,
 * revoluci; knihy, knize. A vowel that is there without an ending only goes, too: buněk, buňky.
 */
export function czechStem(word: string): string {
  const bare = withoutSuffix(word, CZECH_SUFFIXES, CZECH_STEM_MIN)
  if (bare.length <= CZECH_STEM_MIN) return bare
  return bare
    .replace(/c$/, 'k')
    .replace(/z$/, 'h')
    .replace(/(?<=[^aeiouy])e(?=[klnrc]$)/, '')
}

/** With the letter in its place, where the prefix takes one: menyapu, sapu; memakai, pakai. */
const INDONESIAN_PREFIXES: [RegExp, string][] = [
  [/^[mp]eny(?=[aeiou])/, 's'],
  [/^[mp]em(?=[aeiou])/, 'p'],
  [/^[mp]en(?=[aeiou])/, 't'],
  [/^(?:[mp]eng|[mp]e[nm]|me(?=[lrwy])|di(?=.{4})|ter|ke(?=.{4})|se(?=.{5}))/, ''],
]
/** Prefixes that come after those, too: mempelajari, pelajari. */
const INDONESIAN_INNER_PREFIX = /^(?:[bp]er|[bp]el(?=ajar)|pe(?=[lrwy]))/
/** Words of fewer syllables have no affix. */
const INDONESIAN_SYLLABLES_MIN = 3

/**
 * Tala (*A Study of Stemming Effects on Information Retrieval in Bahasa Indonesia*, 2003): prefixes, particle, pronoun and ending go.
 * So does k, which is the end of a root or the beginning of an ending: gerak, gerakan.
 */
export function indonesianStem(word: string): string {
  const without = (one: string, affix: RegExp, instead = ''): string => {
    if ((one.match(/[aeiou]/g)?.length ?? 0) < INDONESIAN_SYLLABLES_MIN) return one
    return one.replace(affix, instead)
  }
  const [prefix, instead] = INDONESIAN_PREFIXES.find(([one]) => one.test(word)) ?? [/^$/, '']
  const bare = without(without(word, prefix, instead), INDONESIAN_INNER_PREFIX)
  const root = without(without(bare, /(?:lah|kah|tah|pun)$/), /(?:nya|ku|mu)$/)
  return without(root, /(?:kan|an|(?<!s)i)$/).replace(/(?<=...)k$/, '')
}

const HUNGARIAN_INSTRUMENTAL = /(?<=..)([bcdfghjklmnprstvz])\1[ae]l$/
const HUNGARIAN_ENDINGS = [
  /(?<=...)(?:kent|ert|[rtb]ol|[bh][aeo][nz]|[nv][ae]l|n[ae]k|[aeo]t|[rbv][ae]|ul|ig|(?<=[aeiou]|..[jlnrsyz])t|(?<=[^aeiou])[oe]n)$/,
  /(?<=...)(?:[aeo]t[oe]k|unk|juk|j[ae]|[aeo][md]|[ai]?i)$/,
  /(?<=...)[aeo]?k$/,
  /(?<=...)(?:[aeo]t|(?<=[jlnrsyz])t)$/,
  /(?<=...)[aeio]{1,2}$/,
]

/** Light stemming after Savoy (2007), for words without their accents: case, possessor, plural and last vowels go. */
export function hungarianStem(word: string): string {
  const bare = word.replace(HUNGARIAN_INSTRUMENTAL, '$1')
  return HUNGARIAN_ENDINGS.reduce((rest, ending) => rest.replace(ending, ''), bare)
}
