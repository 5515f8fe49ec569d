import { foldText } from '@collabry/runtime/fold-text'

export type Language = 'en' | 'de' | 'fr' | 'es' | 'it' | 'pt' | 'tr'

/** Small words that make up a good part of any sentence of their language, without accents, and few others'. */
const smallWords: Record<Language, string> = {
  en: 'the is are was were what how why who which when where does do did of and to in it that this with for on an can you my explain',
  de: 'der die das ist sind war was wie warum wer welche welcher wann wo und zu im in den dem ein eine nicht mit fur auf kann ich mir von',
  fr: 'le la les est sont etait que qui quoi comment pourquoi quel quelle quand ou et de des du un une dans ne pas avec pour sur je ce cette',
  es: 'el la los las es son era que quien como por cual cuando donde y de del un una en no con para se lo al cuales esta este',
  it: 'il lo la gli le e sono era che chi come perche quale quando dove di del della un una in non con per si cosa questo nel',
  pt: 'o a os as e sao era que quem como por qual quando onde de do da um uma em nao com para se no na isto voce',
  tr: 've bir bu ne nedir nasil neden kim hangi nerede ile icin mi mu da de cok daha olan gibi var yok midir kadar',
}

const languages = Object.entries(smallWords).map(([language, words]) => ({
  language: language as Language,
  words: new Set(words.split(' ')),
}))

/** Words of a text in lower case and without accents, so that texts typed without accents match too. */
export const foldedWords = (text: string): string[] =>
  (
    foldText(text, 'NFKD', withoutMarks, (bare) => bare.toLowerCase(), 'NFKD', withoutMarks, 'NFC', plainLetters).match(
      /[\p{L}\p{N}]+/gu,
    ) ?? []
  ).map((word) => (HANGUL.test(word) ? foldText(word, 'NFD') : word))

const withoutMarks = (text: string): string => text.replace(/\p{M}/gu, '')
const plainLetters = (text: string): string => text.replace(/ı/g, 'i').replace(/ß/g, 'ss')
/** Decomposed word by word, because a whole decomposed text would be too long. */
const HANGUL = /\p{Script=Hangul}/u

/** The language that has most of the small words; English without any. */
export function languageOf(text: string): Language {
  const words = foldedWords(text)
  let best: Language = 'en'
  let most = 0
  for (const { language, words: small } of languages) {
    const hits = words.filter((word) => small.has(word)).length
    if (hits > most) [best, most] = [language, hits]
  }
  return best
}

/** Clarifying question for a request without a known subject. */
export const clarifyingQuestions: Record<Language, string> = {
  en: 'What exactly would you like to talk about? Name the topic, paste the text, or choose one of your documents.',
  de: 'Worum genau geht es? Nenne das Thema, füge den Text ein oder wähle eines deiner Dokumente aus.',
  fr: "De quoi s'agit-il exactement ? Indique le sujet, colle le texte ou choisis un de tes documents.",
  es: '¿De qué se trata exactamente? Indica el tema, pega el texto o elige uno de tus documentos.',
  it: 'Di che cosa si tratta esattamente? Indica l’argomento, incolla il testo o scegli uno dei tuoi documenti.',
  pt: 'Do que se trata exatamente? Indique o tema, cole o texto ou escolha um dos seus documentos.',
  tr: 'Tam olarak neyi kastediyorsun? Konuyu yaz, metni yapıştır ya da belgelerinden birini seç.',
}

/** The answer when the documents hold nothing on a question. */
export const nothingFound: Record<Language, string> = {
  en: 'Your documents do not hold an answer to this question.',
  de: 'Deine Dokumente enthalten keine Antwort auf diese Frage.',
  fr: 'Tes documents ne contiennent pas de réponse à cette question.',
  es: 'Tus documentos no contienen una respuesta a esta pregunta.',
  it: 'I tuoi documenti non contengono una risposta a questa domanda.',
  pt: 'Os seus documentos não contêm uma resposta a esta pergunta.',
  tr: 'Belgelerinde bu sorunun cevabı bulunmuyor.',
}

/** Added to an answer that found nothing while documents are being processed, with their number. */
export const stillProcessing: Record<Language, (documents: number) => string> = {
  en: (documents) => `Documents that are still being processed and could not be searched: ${documents}.`,
  de: (documents) => `Dokumente, die noch verarbeitet werden und nicht durchsucht werden konnten: ${documents}.`,
  fr: (documents) => `Documents encore en cours de traitement, qui n'ont pas pu être consultés : ${documents}.`,
  es: (documents) => `Documentos que aún se están procesando y no se pudieron consultar: ${documents}.`,
  it: (documents) => `Documenti ancora in elaborazione, che non è stato possibile consultare: ${documents}.`,
  pt: (documents) => `Documentos que ainda estão a ser processados e não puderam ser pesquisados: ${documents}.`,
  tr: (documents) => `Hâlâ işlenmekte olan ve aranamayan belgeler: ${documents}.`,
}
