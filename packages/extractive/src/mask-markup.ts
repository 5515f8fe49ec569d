/** Takes no room in a quote, so that places in the text stay as they are. */
const NOTHING = '\u2060'

const isHtml =
  /<\/(?:p|div|span|b|i|u|a|li|ul|ol|dl|dt|dd|td|th|tr|table|h[1-6]|em|strong|sub|sup|small|mark|kbd|code|pre|blockquote|details|summary|figure|figcaption|center|font|section|article|script|style)>|<br\s{0,3}\/?>|<!--|&(?:nbsp|amp|lt|gt|quot|#\d{1,6});/i
const comment = /<!--[\s\S]{0,5000}?-->/g
const code = /<(script|style)\b[^<>]{0,300}>[^<]{0,20000}<\/\1>/gi
const tag = /<\/?([a-z][a-z0-9]{0,15})\b[^<>]{0,500}>/gi
const inlineTags = new Set('a abbr b big cite code del em font i ins kbd mark q s small span strong sub sup tt u'.split(' '))
const entity = /&(?:nbsp|amp|lt|gt|quot|apos|mdash|ndash|hellip|#\d{1,6});/g
const entities: Record<string, string> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&mdash;': '—',
  '&ndash;': '–',
  '&hellip;': '…',
}

const image = /!\[[^[\]]{0,200}\]\([^()\s]{0,500}(?:\s{1,3}"[^"\n]{0,200}")?\)/g
/** A command of a template, as generators of pages have them. */
const command = /\{%[^{}\n]{0,200}%\}/g
/** Marks of emphasis in a line. They hide the end of a sentence, as in `**Aim.** To find out`; a star alone is a sign of the text. */
const emphasis =
  /(?<![\p{Script=Latin}\p{Script=Cyrillic}\p{N}*\\])(\*{1,3})(?=[\p{L}\p{N}"“„«「(])([^*\n]{0,200}[^*\s])\1(?![\p{Script=Latin}\p{Script=Cyrillic}\p{N}*])/gu
const quoteMark = /^[ \t]{0,3}(?:>[ \t]?){1,5}(?:\[![a-z]{2,20}\][+-]?)?/gim
/** Marked words, keys of blocks and lines of tags, as programs for notes have them. */
const highlight = /(?<!=)==(?=[^\s=])([^=\n]{1,200})==(?!=)/g
const blockKey = /[ \t]\^[a-z0-9-]{2,20}$/gim
const tags = /^[ \t]{0,3}(?:#[\p{L}][\p{L}\p{N}/_-]{0,40}[ \t]{0,4}){1,20}$/gmu
/** The number of a note after a sentence, raised or, as a copied text has it, on the line. */
const noteNumber =
  /(?<=\p{L}{3}[.,;:!?"”»)]{0,2}|\d{4}[.,;])[¹²³⁰⁴-⁹]{1,3}(?=[\s.,;:!?)]|$)|(?<=\p{L}{3}[.!?]|\d{4}\.)\d{1,2}(?=\s+\p{Lu}|\s*$)/gmu

interface MaskOptions {
  /** Times, speakers and addresses before messages stay: they answer questions, but are nothing to learn. */
  withStamps?: boolean
}

/**
 * The text without what only a program reads: tags and character references of HTML, commands of LaTeX, wikis and outlines, marks of
 * quoted lines, numbers of notes and of lines, times of subtitles. It has the same length, and each character that stays is where
 * it was.
 */
export function maskMarkup(text: string, { withStamps = false }: MaskOptions = {}): string {
  const spoken = withoutCues(text)
  const written = withoutOutline(withoutLatex(withoutWiki(withStamps ? spoken : withoutLetterHead(withoutStamps(spoken)))))
  const plain = written
    .replace(image, nothing)
    .replace(command, nothing)
    .replace(highlight, (_, inside: string) => NOTHING.repeat(2) + inside + NOTHING.repeat(2))
    .replace(emphasis, (_, marks: string, inside: string) => nothing(marks) + inside + nothing(marks))
    .replace(quoteMark, blanks)
    .replace(tags, blanks)
    .replace(blockKey, blanks)
    .replace(noteNumber, nothing)
  return withoutLineNumbers(isHtml.test(plain) ? withoutHtml(plain) : plain)
}

const blanks = (marks: string): string => ' '.repeat(marks.length)
const nothing = (marks: string): string => NOTHING.repeat(marks.length)
const lines = (marks: string): string => '\n'.repeat(marks.length)

const withoutHtml = (text: string): string =>
  text
    .replace(comment, nothing)
    .replace(code, lines)
    .replace(tag, (all, name: string) => (inlineTags.has(name.toLowerCase()) ? nothing(all) : lines(all)))
    .replace(entity, (all) => {
      const sign = entities[all] ?? signOf(Number(all.slice(2, -1)))
      return sign + NOTHING.repeat(all.length - sign.length)
    })

const signOf = (code: number): string => (code > 31 && code < 0xd800 ? String.fromCharCode(code) : ' ')

/** Lines with numbers that go on by one; fewer may be a list. */
const NUMBERED_MIN = 5
const lineNumber = /^[ \t]{0,8}(\d{1,4})(?=[ \t]{1,8}\S)/

/** Numbers at the beginning of lines, if nearly all lines have the next one. */
function withoutLineNumbers(text: string): string {
  if (!/^[ \t]{0,8}1[ \t]/m.test(text)) return text
  const all = text.split('\n')
  const written = all.filter((line) => line.trim() !== '')
  const numbers = written.map((line) => Number(lineNumber.exec(line)?.[1] ?? Number.NaN))
  const following = numbers.filter((number, at) => number === (numbers[at - 1] ?? 0) + 1).length
  if (following < NUMBERED_MIN || following < written.length * 0.8) return text
  return all.map((line) => line.replace(lineNumber, blanks)).join('\n')
}

const cueTime = /^[ \t]{0,8}(?:\d{1,2}:)?\d{2}:\d{2}[.,]\d{3} --> (?:\d{1,2}:)?\d{2}:\d{2}[.,]\d{3}/
const isSubtitles = new RegExp(cueTime.source, 'm')
/** A line that is a time, as copied transcripts have them. */
const loneTime = /^[ \t]{0,8}(?:\d{1,2}:)?\d{1,2}:\d{2}[ \t]{0,8}$/gm
const LONE_TIMES_MIN = 3
const sound = /\[[\p{L} ]{2,30}\]|<\/?[a-z][^<>\n]{0,60}>/gu

/** Subtitles as one text: their numbers and times, and the line ends around them, take no room in a sentence. */
function withoutCues(text: string): string {
  if (!isSubtitles.test(text))
    return (text.match(loneTime)?.length ?? 0) < LONE_TIMES_MIN ? text : text.replace(loneTime, nothing)
  const all = text.split('\n')
  let made = ''
  let isHead = /^\ufeff?WEBVTT/.test(text)
  for (const [at, line] of all.entries()) {
    if (line.trim() === '' || cueTime.test(line)) isHead = false
    else if (/^(?:NOTE|STYLE|REGION)\b/.test(line) && (all[at - 1] ?? '').trim() === '') isHead = true
    const isNumber = /^\s*\d{1,6}\s*$/.test(line) && cueTime.test(all[at + 1] ?? '')
    const isTime = isHead || isNumber || line.trim() === '' || cueTime.test(line)
    const end = at === all.length - 1 ? '' : isTime ? ' ' : '\n'
    made += (isTime ? blanks(line) : line.replace(sound, nothing)) + end
  }
  return made
}

const DATE = '(?:\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4},?[ T]{1,2})'
const TIME = '\\d{1,2}:\\d{2}(?::\\d{2})?(?:[.,]\\d{1,6})?(?:\\s?[ap]\\.?m\\.?)?(?:Z|[+-]\\d{2}:?\\d{2})?'
const SPEAKER = "(?:<[^<>\\n]{1,40}>|\\p{L}[\\p{L}\\p{M}\\p{N} .'’_-]{0,39}:)[ \\t]"
const LEVEL = '(?:\\[?(?:trace|debug|info|note|notice|warn|warning|error|fatal)\\]?:?[ \\t]{1,4})'
/** The time of a message or of an entry of a log, with who wrote it. A time alone may begin a line of a timetable. */
const stamp = new RegExp(
  `^[ \\t]{0,4}(?:[\\[(]?${DATE}${TIME}[\\])]?[ \\t]{0,4}(?:[-–—|:][ \\t]{1,4})?${LEVEL}?(?:${SPEAKER})?|[\\[(]${TIME}[\\])][ \\t]{0,4}${SPEAKER}|${TIME}[ \\t]{1,4}(?:[-–—|][ \\t]{1,4})?<[^<>\\n]{1,40}>)(?=[ \\t]*\\S)`,
  'gimu',
)
const STAMPS_MIN = 2

const attachment = /^[ \t]{1,80}-[ \t]{1,4}<[^<>\n]{1,60}>$/gm
const bibliographyEntry = /^\[\d{1,3}\][ \t][^\n]{0,300}\b(?:1[89]|20)\d{2}\b[^\n]{0,200}$/gm
const caption =
  /^[ \t]{0,8}(?:fig|figure|abb|abbildung|tab|table|tabelle|figura|tableau|tabla|图|圖|図|表|рис)\.?[ \t]?\d{1,3}[.:\d ][^\n]{0,200}$/gimu
/** A line of names between bars or arrows: the path to a page, its buttons, who speaks where. */
const names = /^[^\n|>·•›»]{1,60}(?: [|>·•›»] [^\n|>·•›»]{1,60}){2,8}$/gm

/** Messages and entries without their times: each is an item of its own. */
function withoutStamps(text: string): string {
  const read = text.replace(names, lines).replace(bibliographyEntry, lines).replace(caption, lines)
  if ((read.match(stamp)?.length ?? 0) < STAMPS_MIN) return read
  return read.replace(stamp, (marks) => `\n${' '.repeat(marks.length - 3)}- `).replace(attachment, blanks)
}

const letterHead =
  /^\s{0,8}(?:(?:from|to|cc|bcc|subject|date|sent|reply-to|message-id|in-reply-to|references|mime-version|content-[a-z-]{1,30}|x-[a-z-]{1,30}|von|an|betreff|datum|gesendet|de|à|objet|envoyé|asunto|para|fecha):[ \t][^\n]{0,400}(?:\n|$)){2,40}/iu
const SIGNATURE_CHARS_MAX = 1_000

/** A letter sent by e-mail without its head and its signature. */
function withoutLetterHead(text: string): string {
  if (!letterHead.test(text)) return text
  const at = text.lastIndexOf('\n-- \n')
  const end = at >= 0 && text.length - at <= SIGNATURE_CHARS_MAX ? at : text.length
  return text.slice(0, end).replace(letterHead, lines) + lines(text.slice(end))
}

const BLOCK_CHARS_MAX = 20_000

/** A text without the blocks that `open` begins, each up to its own mark. A mark is looked for once a stretch, so that it takes linear time. */
function withoutBlocks(text: string, open: RegExp, closeOf: (opening: string) => string): string {
  const next = new Map<string, number>()
  let [made, last] = ['', 0]
  for (const { 0: opening, index } of text.matchAll(open)) {
    if (index < last) continue
    const close = closeOf(opening)
    const from = index + opening.length
    let at = next.get(close) ?? -1
    if (at < from) at = text.indexOf(close, from)
    if (at < 0) at = Number.POSITIVE_INFINITY
    next.set(close, at)
    const end = at + close.length
    if (end - index > BLOCK_CHARS_MAX) continue
    made += text.slice(last, index) + lines(text.slice(index, end))
    last = end
  }
  return made + text.slice(last)
}

const isWiki = /\[\[\p{L}[^[\]\n]{0,200}\]\]|^={2,5} ?\p{L}[^=\n]{0,80}={2,5}[ \t]{0,8}$|^\{\{[A-Za-z]|'''\p{L}/mu
const WIKI_NAMESPACE = '(?:file|image|datei|bild|fichier|archivo|category|kategorie|catégorie|categoría|[a-z]{2,3})'
const wikiLink = new RegExp(
  `(?<![\\p{L}\\p{N}])\\[\\[(?!${WIKI_NAMESPACE}:)((?:[^[\\]|\\n]{1,200}\\|)?)(\\p{L}[^[\\]|\\n]{0,200})\\]\\]`,
  'giu',
)
const wikiFile = new RegExp(`\\[\\[${WIKI_NAMESPACE}:[^[\\]]{0,800}\\]\\]`, 'giu')
const wikiEmbed = /!\[\[[^[\]\n]{1,200}\]\]/g
const wikiNote = /<ref\b[^<>]{0,200}(?:\/>|>[^<]{0,2000}<\/ref>)/giu
const wikiTable = /^\{\|/gm
const measure = /\{\{(?:convert|cvt)\|([\d.,]{1,20})\|([^{}|]{1,20})[^{}]{0,80}\}\}/gi
const template = /\{\{[^{}]{0,4000}\}\}/g
const TEMPLATE_DEPTH_MAX = 4
const wikiMarks = /'{2,5}/g

/** The source of a page of a wiki without templates, files, notes and tables; links as they are read. */
function withoutWiki(text: string): string {
  if (!isWiki.test(text)) return text
  let plain = withoutBlocks(text.replace(wikiNote, nothing), wikiTable, () => '\n|}').replace(
    measure,
    (all, number: string, unit: string) => {
      const shown = `${number} ${unit}`
      return shown + nothing(all.slice(shown.length))
    },
  )
  for (let depth = 0; depth < TEMPLATE_DEPTH_MAX && plain.includes('{{'); depth++)
    plain = plain.replace(template, (all) => (all.includes('\n') ? lines(all) : nothing(all)))
  return plain
    .replace(wikiEmbed, nothing)
    .replace(wikiLink, (_, target: string, label: string) => `${nothing(`[[${target}`)}${label}${nothing(']]')}`)
    .replace(wikiFile, lines)
    .replace(wikiMarks, nothing)
}

const isLatex = /\\(?:documentclass|begin\{\w|(?:sub){0,2}section\*?\{|chapter\*?\{|textbf\{|emph\{|item\b)/
const LATEX_BEGIN = '\\begin{document}'
const latexComment = /(?<!\\)%[^\n]*/g
const latexBlock =
  /\\begin\{(?:equation|align|gather|multline|eqnarray|displaymath|math|tikzpicture|tabular|verbatim|lstlisting|figure|table|thebibliography)\*?\}/g
const latexHeading = /\\(?:part|chapter|(?:sub){0,2}section|paragraph)\*?(?:\[[^[\]\n]{0,100}\])?\{([^{}\n]{0,200})\}/g
const latexItem = /\\item\b/g
const latexStyle = /(\\(?:text(?:bf|it|tt|sc|sf|rm)|emph|underline|mbox|textsuperscript)\{)([^{}]{0,400})\}/g
const latexMark =
  /~?\\(?:label|index|footnote|thanks|includegraphics|caption|url|vspace|hspace|bibliography|bibliographystyle|input|usepackage|title|author|date)\*?(?:\[[^[\]]{0,200}\]){0,2}\{[^{}]{0,400}\}/g
/** Its key stays, because the sentence goes on around it. */
const latexReference = /(~?\\(?:cite[a-z]{0,8}|eqref|ref|autoref|cref|pageref)\*?(?:\[[^[\]]{0,200}\]){0,2}\{)([^{}]{0,200})\}/g
const latexCommand =
  /\\(?:begin|end)\{[a-z*]{1,30}\}(?:\[[^[\]\n]{0,100}\])?|\\(?:maketitle|tableofcontents|newpage|clearpage|noindent|centering|par|smallskip|medskip|bigskip|hline|appendix)\b/gi

/** The source of a text in LaTeX without its preamble, comments, displayed formulas and commands; sections are headings. */
function withoutLatex(text: string): string {
  if (!isLatex.test(text)) return text
  const at = text.indexOf(LATEX_BEGIN)
  const begin = at < 0 ? 0 : at + LATEX_BEGIN.length
  const body = lines(text.slice(0, begin)) + (begin > 0 ? text.slice(begin).replace(latexComment, nothing) : text)
  return withoutBlocks(body, latexBlock, (opening) => opening.replace('begin', 'end'))
    .replace(latexHeading, (all, title: string) => {
      const marks = all.length - title.length - 1
      return `${lines(all.slice(0, marks - 2))}# ${title}\n`
    })
    .replace(latexItem, '\n\n\n\n-')
    .replace(latexMark, nothing)
    .replace(
      latexReference,
      (_, marks: string, key: string) => (marks.startsWith('~') ? ` ${nothing(marks.slice(1))}` : nothing(marks)) + key + NOTHING,
    )
    .replace(latexStyle, (_, marks: string, inside: string) => nothing(marks) + inside + NOTHING)
    .replace(latexCommand, lines)
}

const isOutline = /^#\+[a-z_]{2,20}:?/im
const isRestructured = /^\.\. [a-z_][\w-]{1,40}:/im
const outlineCode = /^#\+begin_(?:src|example|export)\b/gim
const outlineField = /^[ \t]{0,8}(?:#\+[a-z_]{2,20}:?[^\n]*|:[a-z][\w -]{0,40}:(?:[ \t][^\n]*)?)$/gim
const outlineHeading = /^(\*{1,6})([ \t]{1,4}(?:(?:TODO|DONE|NEXT|WAITING|CANCELLED)[ \t]{1,4})?)(?=\S)/gm
const directiveBlock =
  /^\.\. (?:_[^\n]{1,100}:|(?:image|figure|contents|toctree|index|code-block|code|highlight|math|raw|include|literalinclude|csv-table|list-table|bibliography)::[^\n]*)(?:\n[ \t]{1,8}\S[^\n]*|\n(?=[ \t]{0,8}\n[ \t]{2,8}\S)){0,400}/gm
const directiveMark = /^\.\. [a-z-]{2,30}::/gm

/** Outlines of Org and reStructuredText without settings, drawers and code; the titles of an outline are headings. */
function withoutOutline(text: string): string {
  if (isRestructured.test(text))
    return text.replace(directiveBlock, lines).replace(directiveMark, blanks).replace(outlineField, lines)
  if (!isOutline.test(text)) return text
  return withoutBlocks(text, outlineCode, (opening) => opening.replace('begin', 'end').replace('BEGIN', 'END'))
    .replace(outlineField, lines)
    .replace(outlineHeading, (_, stars: string, rest: string) => '#'.repeat(stars.length) + blanks(rest))
}

/** A piece of text as it is quoted: on one line, without marks. */
export const quotable = (text: string): string =>
  withoutMarks(joined(text))
    .replace(/\u2060+/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()

/** A hyphen at the end of a line, between two parts of a word. */
const lineHyphen = /(\p{L}{1,30})[-‐\u00ad][ \t]{0,8}\r?\n[ \t]{0,8}(?=(\p{Ll}{1,30}))/gu
/** First parts that keep the hyphen, and words after a hyphen that stands for the rest of another word. */
const compounds = new Set(
  `well self half non high low long short one two three four five six seven eight nine ten cross so up on first second third old new
    full part co ex all open ready ill fast hard left right single double multi user real`.split(/\s+/),
)
const conjunctions = new Set('und oder bzw and or et ou y o e ve'.split(' '))

/** Words that the end of a line divides become whole again. */
const joined = (text: string): string =>
  text.replace(lineHyphen, (all, first: string, rest: string) =>
    conjunctions.has(rest) ? all : compounds.has(first.toLowerCase()) ? `${first}-` : first,
  )

/** Emphasis and code of Markdown, each in a pair around words; the text of a link. A star alone is a sign of the text. */
const quotedEmphasis = /(?<![\p{L}\p{N}*])\*{1,3}([\p{L}\p{N}"“„«(][^*]{0,200})(?<!\s)\*{1,3}(?![\p{L}\p{N}*])/gu
const underlined = /(?<![\p{L}\p{N}_])_{1,3}([\p{L}\p{N}"“„«(][^_]{0,200})(?<!\s)_{1,3}(?![\p{L}\p{N}_])/gu
const inlineCode = /`([^`]{1,200})`/gu
const link = /(?<!!)\[([^[\]]{1,200})\]\((?:https?:|mailto:|#|\/)[^()\s]{0,500}\)/gu

const struck = /~~([^~]{1,200})~~/gu

const withoutMarks = (text: string): string =>
  text.replace(struck, '$1').replace(link, '$1').replace(quotedEmphasis, '$1').replace(underlined, '$1').replace(inlineCode, '$1')
