import type { Language } from './language'

/** Asked back when a request could mean nothing that is known. */
export const clarifyingQuestions: Record<Language, string> = {
  en: 'What exactly would you like to talk about? Name the topic, paste the text, or choose one of your documents.',
  de: 'Worum genau geht es? Nenne das Thema, füge den Text ein oder wähle eines deiner Dokumente aus.',
  fr: "De quoi s'agit-il exactement ? Indique le sujet, colle le texte ou choisis un de tes documents.",
  es: '¿De qué se trata exactamente? Indica el tema, pega el texto o elige uno de tus documentos.',
  it: 'Di che cosa si tratta esattamente? Indica l’argomento, incolla il testo o scegli uno dei tuoi documenti.',
  pt: 'Do que se trata exatamente? Indique o tema, cole o texto ou escolha um dos seus documentos.',
  tr: 'Tam olarak neyi kastediyorsun? Konuyu yaz, metni yapıştır ya da belgelerinden birini seç.',
}

/** Said instead of an invention when the documents hold nothing on a question. */
export const nothingFound: Record<Language, string> = {
  en: 'Your documents do not hold an answer to this question.',
  de: 'Deine Dokumente enthalten keine Antwort auf diese Frage.',
  fr: 'Tes documents ne contiennent pas de réponse à cette question.',
  es: 'Tus documentos no contienen una respuesta a esta pregunta.',
  it: 'I tuoi documenti non contengono una risposta a questa domanda.',
  pt: 'Os seus documentos não contêm uma resposta a esta pergunta.',
  tr: 'Belgelerinde bu sorunun cevabı bulunmuyor.',
}
