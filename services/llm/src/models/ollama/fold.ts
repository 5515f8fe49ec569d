import { foldText } from '@collabry/runtime/fold-text'

/**
 * Longest run without a blank. Ollama's BERT tokenizer looks for the pieces of a word in a time that grows with the cube of its
 * length. No language has such words; of those without blanks, no more than one border in a text is moved.
 */
const WORD_CHARS_MAX = 1_000

/**
 * A text as the embedding model is to see it. Ollama's BERT tokenizer neither strips accents nor splits Han characters, as the
 * model was trained to have it: both would end as unknown tokens.
 */
export const foldForEmbedding = (text: string): string =>
  foldText(text, 'NFD', (letters) => letters.replace(/\p{Mn}/gu, ''), 'NFC', hanApart, wordsCut)

const hanApart = (text: string): string =>
  HAN.test(text) ? text.replace(/(?<=\S)(?=\p{Script=Han})|(?<=\p{Script=Han})(?=\S)/gu, ' ') : text

const HAN = /\p{Script=Han}/u

const wordsCut = (text: string): string => text.replace(LONG_WORD, '$& ')

const LONG_WORD = new RegExp(`\\S{${WORD_CHARS_MAX}}(?=\\S)`, 'gu')
