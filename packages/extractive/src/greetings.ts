import { foldText } from '@collabry/runtime/fold-text'
import { type Language, languages, lexicon } from './lexicon'

interface Courtesy {
  kind: 'greeting' | 'thanks'
  language: Language
}

const COURTESY_CHARS_MAX = 60

const known = new Map<string, Courtesy>(
  languages.flatMap((language) => [
    ...lexicon[language].greetings.map((words): [string, Courtesy] => [words, { kind: 'greeting', language }]),
    ...lexicon[language].thanks.map((words): [string, Courtesy] => [words, { kind: 'thanks', language }]),
  ]),
)

/** Recognises a message that is only a greeting or thanks. */
export function courtesy(message: string): Courtesy | undefined {
  if (message.length > COURTESY_CHARS_MAX) return undefined
  const words = foldText(message, 'NFKC', (normal) => normal.toLowerCase())
    .replace(/[^\p{L}\s]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
  return known.get(words)
}
