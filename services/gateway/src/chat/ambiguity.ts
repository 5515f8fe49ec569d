import { clarifyingQuestions } from '../generation/canned-messages'
import { foldedWords, type Language } from '../generation/language'
import type { BegunTurn } from '../sessions/ports'
import { vagueWords } from './vague-words'

/** A longer request has said enough to be answered, however vague its words. */
const WORDS_MAX = 14
const CHARS_MAX = 200

const toSet = (words: string) => new Set(words.split(/\s+/))

const vocabularies = Object.entries(vagueWords).map(([language, words]) => ({
  language: language as Language,
  pointers: toSet(`${words.asking} ${words.pointing}`),
  nouns: toSet(words.nouns),
  articles: toSet(words.articles),
  alone: toSet(words.alone),
  all: toSet(Object.values(words).join(' ')),
}))

/** Code, a formula or an abbreviation names something. */
const NAMES = /[=+<>{}`]|\p{Ll}.*\p{L}\p{Lu}|\p{L}\p{Lu}.*\p{Ll}/su

/**
 * The language of a request that names nothing, like "explain it" or "what is this": all of its words are ones that mean
 * nothing by themselves in that language, and it asks for something or points at something. Any other word makes it clear.
 * Messages in languages without a list never count as vague.
 */
export function vagueIn(message: string): Language | undefined {
  if (message.length > CHARS_MAX || NAMES.test(message)) return undefined
  const words = foldedWords(message)
  if (words.length === 0 || words.length > WORDS_MAX) return undefined
  return vocabularies.find(({ pointers, nouns, articles, alone, all }) => {
    if (!words.every((word) => all.has(word))) return false
    if (words.some((word, index) => articles.has(word) && nouns.has(words[index + 1] ?? ''))) return false
    return words.some((word) => pointers.has(word)) || words.every((word) => alone.has(word))
  })?.language
}

/**
 * The one question to ask back when a request is vague and nothing in the conversation could be meant: there is none, or
 * it went no further than such requests and questions. undefined: it can be answered.
 */
export function clarify(message: string, history: BegunTurn['history']): string | undefined {
  const language = vagueIn(message)
  if (!language || !history.every(({ role, content }) => (role === 'user' ? vagueIn(content) : questions.has(content))))
    return undefined
  return clarifyingQuestions[language]
}

const questions = new Set(Object.values(clarifyingQuestions))
