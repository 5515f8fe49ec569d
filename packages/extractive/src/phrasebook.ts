import type { Language } from './languages'

/** Everything the provider says in words of its own. Terms stand in quotation marks, so that no sentence has to inflect them. */
export interface Phrasebook {
  greeting: string
  thanks: string
  notFound: string
  notFoundTip: string
  noModel: string
  noModelSteps: string[]
  steps: string
  overview: string
  example: string
  goOn: string
  tip: string
  keyPoints: string
  keyTerms: string
  review: string
  whatIs(term: string): string
  related(term: string, other: string): string
  matters(term: string): string
  /** A question about the gap in a sentence. */
  fillIn(sentence: string): string
  /** A task for a section of a text. */
  read(title: string): string
  /** A learning tip that needs nothing but a term; the others speak of the answer they stand under. */
  card(term: string): string
  tips: ((term: string) => string)[]
}

const curly = (term: string) => `“${term}”`
const low = (term: string) => `„${term}“`
const angled = (term: string) => `« ${term} »`
const narrow = (term: string) => `«${term}»`

export const phrasebook: Record<Language, Phrasebook> = {
  en: {
    greeting: 'Hello! Ask me about your documents: I answer with sentences quoted from them, and say where each one is from.',
    thanks: 'You are welcome. Ask on whenever you like.',
    notFound: 'Your documents do not hold an answer to this.',
    notFoundTip: 'Ask with the words your documents use, or upload one that covers this.',
    noModel:
      'No language model is configured, so I can only quote your own documents, and none of them was used for this message.',
    noModelSteps: [
      'Upload a document that covers your question.',
      'Ask again: I will quote the sentences that answer it, with their source.',
      'For free answers, configure Ollama.',
    ],
    steps: 'This is what your documents say, step by step:',
    overview: 'These are the main points of your documents:',
    example: 'Example',
    goOn: 'To go on, you could ask:',
    tip: 'Learning tip',
    keyPoints: 'Key points',
    keyTerms: 'Key terms',
    review: 'Questions for review',
    whatIs: (term) => `What exactly is meant by ${curly(term)}?`,
    related: (term, other) => `How are ${curly(term)} and ${curly(other)} connected?`,
    matters: (term) => `What role does ${curly(term)} play here?`,
    fillIn: (sentence) => `Which term fills the gap? ${curly(sentence)}`,
    read: (title) => `Read ${curly(title)} and write down its main points.`,
    card: (term) => `Write one question about ${curly(term)} on a card and answer it again tomorrow and in three days.`,
    tips: [
      (term) => `Close the text, explain ${curly(term)} aloud in your own words, then check yourself against the quotes.`,
      (term) => `Draw how ${curly(term)} is linked to the other terms above; the links are what you will remember.`,
    ],
  },
  de: {
    greeting: 'Hallo! Frag mich etwas zu deinen Dokumenten: Ich antworte mit Sätzen daraus und nenne zu jedem die Quelle.',
    thanks: 'Gern geschehen. Frag jederzeit weiter.',
    notFound: 'Deine Dokumente enthalten darauf keine Antwort.',
    notFoundTip: 'Frag mit den Wörtern deiner Dokumente, oder lade eines hoch, das davon handelt.',
    noModel:
      'Es ist kein Sprachmodell eingerichtet, deshalb kann ich nur aus deinen eigenen Dokumenten zitieren, und für diese Nachricht wurde keines verwendet.',
    noModelSteps: [
      'Lade ein Dokument hoch, das von deiner Frage handelt.',
      'Frag noch einmal: Ich zitiere die Sätze, die sie beantworten, mit ihrer Quelle.',
      'Für freie Antworten richte Ollama ein.',
    ],
    steps: 'Das sagen deine Dokumente dazu, Schritt für Schritt:',
    overview: 'Das sind die wichtigsten Punkte deiner Dokumente:',
    example: 'Beispiel',
    goOn: 'So könntest du weiterfragen:',
    tip: 'Lerntipp',
    keyPoints: 'Das Wichtigste',
    keyTerms: 'Wichtige Begriffe',
    review: 'Fragen zur Wiederholung',
    whatIs: (term) => `Was genau ist mit ${low(term)} gemeint?`,
    related: (term, other) => `Wie hängen ${low(term)} und ${low(other)} zusammen?`,
    matters: (term) => `Welche Rolle spielt ${low(term)} dabei?`,
    fillIn: (sentence) => `Welcher Begriff füllt die Lücke? ${low(sentence)}`,
    read: (title) => `Lies ${low(title)} und schreib die wichtigsten Punkte auf.`,
    card: (term) => `Schreib eine Frage zu ${low(term)} auf eine Karte und beantworte sie morgen und in drei Tagen noch einmal.`,
    tips: [
      (term) => `Leg den Text weg, erkläre ${low(term)} laut mit eigenen Worten und vergleiche dann mit den Zitaten.`,
      (term) => `Zeichne, wie ${low(term)} mit den anderen Begriffen verbunden ist; die Verbindungen bleiben im Gedächtnis.`,
    ],
  },
  fr: {
    greeting:
      'Bonjour ! Posez-moi une question sur vos documents : je réponds par des phrases qui en sont tirées, avec leur source.',
    thanks: 'Avec plaisir. Continuez à poser vos questions quand vous voulez.',
    notFound: 'Vos documents ne contiennent pas de réponse à cette question.',
    notFoundTip: 'Reprenez les mots de vos documents, ou importez-en un qui traite de ce sujet.',
    noModel:
      'Aucun modèle de langage n’est configuré : je ne peux que citer vos propres documents, et aucun n’a servi pour ce message.',
    noModelSteps: [
      'Importez un document qui traite de votre question.',
      'Posez-la de nouveau : je citerai les phrases qui y répondent, avec leur source.',
      'Pour des réponses libres, configurez Ollama.',
    ],
    steps: 'Voici ce que disent vos documents, étape par étape :',
    overview: 'Voici les points principaux de vos documents :',
    example: 'Exemple',
    goOn: 'Pour continuer, vous pourriez demander :',
    tip: 'Conseil pour apprendre',
    keyPoints: 'Points essentiels',
    keyTerms: 'Termes clés',
    review: 'Questions de révision',
    whatIs: (term) => `Que signifie exactement ${angled(term)} ?`,
    related: (term, other) => `Quel lien y a-t-il entre ${angled(term)} et ${angled(other)} ?`,
    matters: (term) => `Quel rôle joue ici ${angled(term)} ?`,
    fillIn: (sentence) => `Quel terme complète la phrase ? ${angled(sentence)}`,
    read: (title) => `Lis ${angled(title)} et note les points principaux.`,
    card: (term) =>
      `Notez une question sur ${angled(term)} sur une fiche et répondez-y de nouveau demain, puis dans trois jours.`,
    tips: [
      (term) =>
        `Fermez le texte, expliquez ${angled(term)} à voix haute avec vos propres mots, puis comparez avec les citations.`,
      (term) => `Dessinez les liens entre ${angled(term)} et les autres termes ci-dessus : ce sont eux que l’on retient.`,
    ],
  },
  es: {
    greeting: '¡Hola! Pregúntame sobre tus documentos: respondo con frases tomadas de ellos e indico de dónde viene cada una.',
    thanks: 'De nada. Sigue preguntando cuando quieras.',
    notFound: 'Tus documentos no contienen una respuesta a esto.',
    notFoundTip: 'Pregunta con las palabras de tus documentos o sube uno que trate este tema.',
    noModel:
      'No hay ningún modelo de lenguaje configurado: solo puedo citar tus propios documentos, y para este mensaje no se usó ninguno.',
    noModelSteps: [
      'Sube un documento que trate tu pregunta.',
      'Pregunta otra vez: citaré las frases que la responden, con su fuente.',
      'Para respuestas libres, configura Ollama.',
    ],
    steps: 'Esto es lo que dicen tus documentos, paso a paso:',
    overview: 'Estos son los puntos principales de tus documentos:',
    example: 'Ejemplo',
    goOn: 'Para seguir, podrías preguntar:',
    tip: 'Consejo para aprender',
    keyPoints: 'Puntos clave',
    keyTerms: 'Términos clave',
    review: 'Preguntas de repaso',
    whatIs: (term) => `¿Qué significa exactamente ${narrow(term)}?`,
    related: (term, other) => `¿Qué relación hay entre ${narrow(term)} y ${narrow(other)}?`,
    matters: (term) => `¿Qué papel tiene aquí ${narrow(term)}?`,
    fillIn: (sentence) => `¿Qué término completa la frase? ${narrow(sentence)}`,
    read: (title) => `Lee ${narrow(title)} y anota los puntos principales.`,
    card: (term) =>
      `Escribe en una tarjeta una pregunta sobre ${narrow(term)} y respóndela otra vez mañana y dentro de tres días.`,
    tips: [
      (term) => `Cierra el texto, explica ${narrow(term)} en voz alta con tus propias palabras y compáralo con las citas.`,
      (term) => `Dibuja cómo se une ${narrow(term)} con los demás términos: lo que se recuerda son las conexiones.`,
    ],
  },
  it: {
    greeting: 'Ciao! Chiedimi qualcosa sui tuoi documenti: rispondo con frasi tratte da essi e indico da dove viene ciascuna.',
    thanks: 'Prego. Continua pure a chiedere quando vuoi.',
    notFound: 'I tuoi documenti non contengono una risposta a questa domanda.',
    notFoundTip: 'Usa le parole dei tuoi documenti, oppure caricane uno che tratti questo argomento.',
    noModel:
      'Non è configurato alcun modello linguistico: posso solo citare i tuoi documenti, e per questo messaggio non ne è stato usato nessuno.',
    noModelSteps: [
      'Carica un documento che tratti la tua domanda.',
      'Chiedi di nuovo: citerò le frasi che rispondono, con la loro fonte.',
      'Per risposte libere, configura Ollama.',
    ],
    steps: 'Ecco che cosa dicono i tuoi documenti, passo dopo passo:',
    overview: 'Ecco i punti principali dei tuoi documenti:',
    example: 'Esempio',
    goOn: 'Per continuare potresti chiedere:',
    tip: 'Consiglio per lo studio',
    keyPoints: 'Punti chiave',
    keyTerms: 'Termini chiave',
    review: 'Domande di ripasso',
    whatIs: (term) => `Che cosa significa esattamente ${narrow(term)}?`,
    related: (term, other) => `Che legame c’è tra ${narrow(term)} e ${narrow(other)}?`,
    matters: (term) => `Che ruolo ha qui ${narrow(term)}?`,
    fillIn: (sentence) => `Quale termine completa la frase? ${narrow(sentence)}`,
    read: (title) => `Leggi ${narrow(title)} e annota i punti principali.`,
    card: (term) => `Scrivi su una scheda una domanda su ${narrow(term)} e rispondi di nuovo domani e fra tre giorni.`,
    tips: [
      (term) => `Chiudi il testo, spiega ${narrow(term)} ad alta voce con parole tue e poi confronta con le citazioni.`,
      (term) => `Disegna come ${narrow(term)} si collega agli altri termini: si ricordano i collegamenti.`,
    ],
  },
  pt: {
    greeting: 'Olá! Pergunte-me algo sobre os seus documentos: respondo com frases tiradas deles e indico de onde vem cada uma.',
    thanks: 'De nada. Continue a perguntar quando quiser.',
    notFound: 'Os seus documentos não contêm uma resposta para isto.',
    notFoundTip: 'Pergunte com as palavras dos seus documentos ou envie um que trate deste tema.',
    noModel:
      'Nenhum modelo de linguagem está configurado: só posso citar os seus próprios documentos, e para esta mensagem não foi usado nenhum.',
    noModelSteps: [
      'Envie um documento que trate da sua pergunta.',
      'Pergunte de novo: citarei as frases que respondem, com a fonte.',
      'Para respostas livres, configure o Ollama.',
    ],
    steps: 'Isto é o que dizem os seus documentos, passo a passo:',
    overview: 'Estes são os pontos principais dos seus documentos:',
    example: 'Exemplo',
    goOn: 'Para continuar, poderia perguntar:',
    tip: 'Dica de estudo',
    keyPoints: 'Pontos principais',
    keyTerms: 'Termos principais',
    review: 'Perguntas de revisão',
    whatIs: (term) => `O que significa exatamente ${curly(term)}?`,
    related: (term, other) => `Qual é a relação entre ${curly(term)} e ${curly(other)}?`,
    matters: (term) => `Que papel tem aqui ${curly(term)}?`,
    fillIn: (sentence) => `Que termo completa a frase? ${curly(sentence)}`,
    read: (title) => `Leia ${curly(title)} e anote os pontos principais.`,
    card: (term) => `Escreva num cartão uma pergunta sobre ${curly(term)} e responda outra vez amanhã e daqui a três dias.`,
    tips: [
      (term) => `Feche o texto, explique ${curly(term)} em voz alta com as suas palavras e depois compare com as citações.`,
      (term) => `Desenhe como ${curly(term)} se liga aos outros termos: são as ligações que ficam na memória.`,
    ],
  },
  tr: {
    greeting:
      'Merhaba! Belgelerin hakkında bana soru sorabilirsin: Onlardan alıntıladığım cümlelerle yanıt verir, her birinin kaynağını gösteririm.',
    thanks: 'Rica ederim. İstediğin zaman sormaya devam edebilirsin.',
    notFound: 'Belgelerin bu sorunun yanıtını içermiyor.',
    notFoundTip: 'Belgelerindeki sözcüklerle sor ya da bu konuyu işleyen bir belge yükle.',
    noModel:
      'Yapılandırılmış bir dil modeli yok; bu yüzden yalnızca kendi belgelerinden alıntı yapabilirim ve bu ileti için hiçbiri kullanılmadı.',
    noModelSteps: [
      'Sorunu işleyen bir belge yükle.',
      'Yeniden sor: Yanıtı veren cümleleri kaynaklarıyla alıntılayacağım.',
      'Serbest yanıtlar için Ollama’yı yapılandır.',
    ],
    steps: 'Belgelerin bu konuda adım adım şunları söylüyor:',
    overview: 'Belgelerindeki ana noktalar şunlar:',
    example: 'Örnek',
    goOn: 'Devam etmek için şunları sorabilirsin:',
    tip: 'Öğrenme ipucu',
    keyPoints: 'Ana noktalar',
    keyTerms: 'Temel kavramlar',
    review: 'Tekrar soruları',
    whatIs: (term) => `${curly(term)} tam olarak ne anlama geliyor?`,
    related: (term, other) => `${curly(term)} ile ${curly(other)} arasında nasıl bir bağ var?`,
    matters: (term) => `${curly(term)} burada nasıl bir rol oynuyor?`,
    fillIn: (sentence) => `Boşluğu hangi terim doldurur? ${curly(sentence)}`,
    read: (title) => `${curly(title)} bölümünü oku ve ana noktalarını yaz.`,
    card: (term) => `Bir karta ${curly(term)} hakkında bir soru yaz; yarın ve üç gün sonra yeniden yanıtla.`,
    tips: [
      (term) => `Metni kapat, ${curly(term)} kavramını kendi sözlerinle yüksek sesle açıkla, sonra alıntılarla karşılaştır.`,
      (term) => `${curly(term)} kavramının diğer kavramlarla bağlarını çiz; akılda kalan, bu bağlardır.`,
    ],
  },
}
