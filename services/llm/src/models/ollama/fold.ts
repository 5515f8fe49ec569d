/**
 * A text as the embedding model is to see it. Ollama's BERT tokenizer neither strips accents nor splits Han characters, as the
 * model was trained to have it: both would end as unknown tokens.
 */
export const foldForEmbedding = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC')
    .replace(/\p{Script=Han}/gu, ' $& ')
