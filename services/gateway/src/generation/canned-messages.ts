import type { Language } from './language'

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
