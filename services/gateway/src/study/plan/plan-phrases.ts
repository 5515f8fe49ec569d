import type { Language } from '../../generation/language'

interface PlanPhrases {
  review(title: string): string
  reviewAll: string
  /** A task: to bring a part back to mind. */
  recall(title: string): string
  /** A task: to see what is still missing. */
  check: string
}

/** Fixed phrases of a plan. */
export const planPhrases: Record<Language, PlanPhrases> = {
  en: {
    review: (title) => `Review: ${title}`,
    reviewAll: 'Review of everything',
    recall: (title) => `Without looking, write down what you know about “${title}”.`,
    check: 'Check it against the material and study again what was missing.',
  },
  de: {
    review: (title) => `Wiederholung: ${title}`,
    reviewAll: 'Wiederholung des Ganzen',
    recall: (title) => `Schreib ohne nachzusehen auf, was du über „${title}“ weißt.`,
    check: 'Vergleiche es mit dem Material und lerne nach, was gefehlt hat.',
  },
  fr: {
    review: (title) => `Révision : ${title}`,
    reviewAll: 'Révision générale',
    recall: (title) => `Sans regarder, note ce que tu sais sur « ${title} ».`,
    check: 'Compare avec le document et revois ce qui manquait.',
  },
  es: {
    review: (title) => `Repaso: ${title}`,
    reviewAll: 'Repaso de todo',
    recall: (title) => `Sin mirar, escribe lo que sabes sobre «${title}».`,
    check: 'Compáralo con el material y vuelve a estudiar lo que faltaba.',
  },
  it: {
    review: (title) => `Ripasso: ${title}`,
    reviewAll: 'Ripasso generale',
    recall: (title) => `Senza guardare, scrivi quello che sai su «${title}».`,
    check: 'Confrontalo con il materiale e ristudia ciò che mancava.',
  },
  pt: {
    review: (title) => `Revisão: ${title}`,
    reviewAll: 'Revisão de tudo',
    recall: (title) => `Sem olhar, escreva o que sabe sobre “${title}”.`,
    check: 'Compare com o material e estude de novo o que faltou.',
  },
  tr: {
    review: (title) => `Tekrar: ${title}`,
    reviewAll: 'Genel tekrar',
    recall: (title) => `Bakmadan “${title}” hakkında bildiklerini yaz.`,
    check: 'Malzemeyle karşılaştır ve eksik kalanı yeniden çalış.',
  },
}
