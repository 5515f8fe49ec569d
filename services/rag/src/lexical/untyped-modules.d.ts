declare module 'hyphen/*' {
  export function hyphenateSync(text: string, options: { hyphenChar: string; minWordLength?: number }): string
}
declare module 'snowball-stemmers' {
  export function newStemmer(language: string): { stem(word: string): string }
}
