import { clarifyingQuestions, foldedWords, type LatinLanguage } from '../generation/language'
import type { BegunTurn } from '../sessions/ports'

/** A longer request has said enough to be answered, however vague its words. */
const WORDS_MAX = 14
const CHARS_MAX = 200

/** Words that name nothing by themselves, without accents, so that a request made of them alone may be vague. */
interface VagueWords {
  /** Asks for something to be done: "explain", "more". */
  asking: string
  /** Points at something: "this", "the". */
  pointing: string
  /** Names a kind of thing: vague in "the text", but "a text" asks what a text is. */
  nouns: string
  /** The indefinite articles. */
  articles: string
  /** Enough for a request of their own: "why?". */
  alone: string
  /** Says nothing either way. */
  filling: string
}

const vagueWords: Record<LatinLanguage, VagueWords> = {
  en: {
    asking: `mean info explain explaining explanation summarize summarise summary clarify describe elaborate simplify define
      interpret help solve continue expand rephrase shorten analyze analyse understand tell show teach walk break teaching
      expound paraphrase get got lost confused example more detail details translate overview fix check`,
    pointing: 'it this that these those them its here there further rest above the',
    nouns: `thing things stuff topic subject concept text passage paragraph chapter section page document file part
      question problem exercise sentence word meaning point idea`,
    articles: 'a an',
    alone: 'go on come why how what huh again more continue help meaning details thoughts hmm example',
    filling: `please can could would will you me us to i m im am do does did don dont doesn not is are was were be of in
      on for about with like what whats why how who when where which mean means meant again s t ve re d ll once really
      exactly so and then now just some any bit little down simple simply simpler simplest plain easy easier easily terms
      words way better deeper depth detailed briefly brief short shorter longer quick quickly through by step steps my your
      need want have give go going out up all whole main work works working happens happening happen think know make makes
      sense mind should right wrong correct true good important say says said saying basically actually maybe kindly ok okay
      hey hi from at as or other next another anything something everything look looking read see let lets must shall use
      used thanks thank five 5 year old into come came we different differently one bullet points`,
  },
  de: {
    asking: `worum gemeint erklar erklare erklaren erklart erklarst erklarung zusammenfassung fass fasse fassen zusammen zusammenfassen
      beschreib beschreibe beschreiben erlauter erlautere erlautern verdeutliche vereinfache vereinfachen definiere
      definieren hilf hilfe helfen losen lose weiter weitermachen fortfahren verstehe verstehen versteh kapiere sag sage
      sagen zeig zeige zeigen erzahl erzahle erzahlen analysiere ubersetze formuliere beispiel mehr einzelheiten genaueres
      naheres`,
    pointing: `es das dies dieses diese diesen dieser diesem den dem die der davon damit dazu daruber hiervon hier da
      ganze so was`,
    nouns: `sache ding dinge thema text textes abschnitt absatz kapitel seite dokument datei teil frage aufgabe problem
      satz wort bedeutung begriff konzept punkt idee sinn`,
    articles: 'ein eine einen einem einer eines',
    alone: 'warum wieso weshalb wie was hm nochmal mehr weiter hilfe bedeutung details ha',
    filling: `bitte kannst konntest konnen konnten wurdest du sie ihr mir mich uns ich man ist sind war waren sein wird
      werden bedeutet bedeuten heisst heissen meinst gemeint meint soll sollen sollte wie warum wieso weshalb wozu wer wo
      wann welche welcher welches genau eigentlich denn nun jetzt noch mal einmal nochmal nochmals wieder einfach einfacher
      einfachen worten kurz kurzer ausfuhrlich ausfuhrlicher genauer besser leicht verstandlich verstandlicher naher schritt
      fur um zu zum zur von vom mit in im an am auf aus uber auch und oder aber nur etwas bisschen wenig nicht kein keine
      geht funktioniert passiert machen mache mach macht tun tu will mochte brauche gib geben gehen los alles richtig falsch
      wichtig ja nein hallo danke schon wirklich dein deine mein meine hat haben habe steht verstanden anders detail details
      ins hin hab kapier`,
  },
  fr: {
    asking: `agit faire explique expliquer expliques expliquez explication resume resumer resumes resumez decris decrire clarifie
      clarifier precise preciser precisez simplifie simplifier definis definir developpe developper aide aider aidez
      continue continuer continuez comprends comprendre compris dis dire dites montre montrer raconte parle parler parlez
      detaille detailler analyse analyser reformule reformuler resous exemple plus details suite`,
    pointing: 'ca cela ceci ce c cet cette ces le la les l en y celui tout marche fonctionne',
    nouns: `chose choses truc sujet theme texte passage paragraphe chapitre section page document fichier partie question
      probleme exercice phrase mot sens signification concept notion idee point`,
    articles: 'un une des',
    alone: 'pourquoi comment quoi hein encore plus continue aide details',
    filling: `s il te vous plait peux tu pouvez pourrais pourriez est es sont etait etre qu que qui quoi quel quelle quels
      quelles comment pourquoi ou quand signifie signifient veut veux voulez je j me m moi nous on a au aux de d du et pas
      ne n rien donc alors bien mieux encore fois simplement simple simples peu bref brievement rapidement rapide facilement
      facile detail detaillee avec pour sur dans par etape etapes merci bonjour salut stp svp autrement autre autres mots
      termes faire fais fait faut dois passe donne donner donnez besoin ai as avez avoir juste faux vrai important
      maintenant peut aimerais voudrais propos sais exactement vraiment loin lecon se si tres ton votre mon`,
  },
  es: {
    asking: `explicarmelo trata hace explica explicar explicame explicas explicarme explicarlo explicamelo explicacion explique expliques resume
      resumir resumelo resumeme resumen resumas describe describir describelo aclara aclarar aclarame aclaralo simplifica
      simplificar simplificalo define definir definelo desarrolla ayuda ayudar ayudame ayudarme continua continuar sigue
      entiendo entender comprendo comprender di dime decir decirme cuenta cuentame contar muestra muestrame ensena ensename
      hablame habla hablar amplia ampliar analiza analizalo detalla resuelve resuelvelo reformula hazlo ejemplo mas detalles
      resto explicalo explicala explicadme resumirlo resumirme`,
    pointing: `esto eso aquello este ese esta esa estos esos esas lo la los las ello aqui ahi todo anterior el
      funciona sirve`,
    nouns: `cosa cosas tema asunto texto pasaje parrafo capitulo seccion pagina documento archivo parte pregunta problema
      ejercicio frase palabra significado concepto idea punto`,
    articles: 'un una unos unas',
    alone: 'porque como que otra mas continua ayuda detalles significado eh por',
    filling: `por favor puedes podrias puede podria pueden que quien cual cuales como cuando donde es son era eran ser
      significa significan quiere quieres quiero me te se nos le yo tu usted mi de del a al en y o no ni si con para sobre
      acerca mejor otra otro vez veces nuevo menos simple simples sencillo sencilla sencillamente sencillos facil facilmente
      breve brevemente corto rapido rapidamente detalle profundidad forma manera terminos palabras paso pasos gracias hola
      ahora entonces pues bien solo poco hacer hago hace haz pasa trata da dame dar necesito tengo tiene hay va vamos cierto
      verdad correcto falso importante exactamente realmente sentido nada algo he ha entendido alguna tus su`,
  },
  it: {
    asking: `spiega spiegare spiegami spiegamelo spieghi spiegarmi spiegarmelo spiegarlo spiegazione riassumi riassumere
      riassunto riassumilo descrivi descrivere chiarisci chiarire chiariscimi semplifica semplificare definisci definire
      sviluppa aiuta aiutami aiutarmi aiuto continua continuare capisco capire capito comprendo dimmi dire dirmi racconta
      raccontami mostra mostrami parlami parla parlare approfondisci analizza risolvi esempio piu dettagli resto spiegalo
      spiegala riassumerlo semplificalo`,
    pointing: 'questo questa questi queste quello quella cio lo la li le ne qui tutto funziona serve',
    nouns: `cosa cose argomento tema testo brano paragrafo capitolo sezione pagina documento file parte domanda problema
      esercizio frase parola significato concetto idea punto`,
    articles: 'un uno una',
    alone: 'perche come cosa ancora piu continua aiuto dettagli eh',
    filling: `per favore piacere puoi potresti puo potrebbe mi ti si ci me te io tu lei che chi quale quali come quando
      dove e sono era essere vuol vuole significa voglio vorrei di del della a al alla in il i gli l d c con su non no nulla
      niente o anche meglio volta volte nuovo semplice semplicemente semplici facile facilmente breve brevemente dettaglio
      parole termini modo passo passi grazie ciao ora allora bene solo poco po fare faccio fa fai succede tratta da dammi
      dare ho bisogno vero giusto sbagliato importante esattamente perche sul sulla riguardo cos ancora ha senso`,
  },
  pt: {
    asking: `explica explicar explique explicas expliques explicacao resume resumir resuma resumo resumas descreve
      descrever descreva esclarece esclarecer esclareca simplifica simplificar simplifique define definir defina desenvolve
      ajuda ajudar ajude ajudas continua continuar continue entendo entender entendi compreendo diz dizer diga conta contar
      conte mostra mostrar mostre fala falar fale aprofunda detalha detalhe analisa analise resolve resolva exemplo mais
      detalhes resto explicalo explicame resumi`,
    pointing: `isto isso aquilo este esse esta essa estes esses essas disso disto nisso o a os as lo la aqui ai tudo
      funciona serve`,
    nouns: `coisa coisas tema assunto topico texto trecho paragrafo capitulo secao pagina documento arquivo ficheiro parte
      pergunta questao problema exercicio frase palavra significado conceito ideia ponto`,
    articles: 'um uma uns umas',
    alone: 'porque como que mais continua ajuda detalhes significado ha por',
    filling: `por favor pode podes poderia podia voce tu me te mim eu nos se que quem qual quais como quando onde e sao
      era ser significa significam quer quero queria de do da dos das em no na nao nem com para pra sobre melhor outra vez
      vezes novo menos simples simplesmente facil facilmente breve brevemente curto rapido rapidamente forma maneira termos
      palavras passo passos obrigado obrigada ola oi agora entao bem so pouco fazer faco faz acontece trata dar preciso
      tenho tem ha certo verdade correto errado importante exatamente realmente sentido nada algo porque ao`,
  },
  tr: {
    asking: `demek acikla aciklar aciklayin aciklasana aciklayabilir aciklama anlat anlatir anlatin anlatsana anlatabilir ozetle
      ozetler ozet ozetleyebilir tanimla tarif betimle basitlestir basitlestirir detaylandir detaylandirir yardim devam
      anlamadim anlamiyorum anlayamadim anlamak soyle soyler goster gosterir bahset bahseder coz cozer yorumla acar ac ornek
      detay ayrinti devamini`,
    pointing: `bu bunu bunun buna bunda bundan bunlar bunlari su sunu sunun suna o onu onun ona onlar onlari burada burasi
      sey seyi seyler daha gerisini tamami hepsini`,
    nouns: `konu konuyu konunun metin metni yazi yaziyi bolum bolumu paragraf paragrafi sayfa sayfayi belge belgeyi dosya
      dosyayi parca kisim kismi soru soruyu problem problemi alistirma cumle cumleyi kelime kelimeyi anlami anlam kavram
      kavrami fikir`,
    articles: 'bir',
    alone: 'neden niye nasil ne yine daha devam yardim detay ha',
    filling: `lutfen misin misiniz musun musunuz mi mu bana bize ben sen siz ne nedir neden niye nicin nasil kim hangi
      nerede demek demektir diyor geliyor gelir anlama icin ile ve veya ama da de ki biraz tane kez kere tekrar yeniden once
      sonra simdi iyi basit basitce kolay kolayca kisa kisaca detayli ayrintili detayla sekilde adim hakkinda uzerine ise
      yarar yariyor calisiyor calisir olur oluyor oldu var yok et eder edebilir ol olarak ver verir verebilir istiyorum
      ihtiyacim yap yapar yapmaliyim yapabilir dogru yanlis onemli tesekkurler merhaba selam evet hayir hic tam gercekten
      bilgi anlatim bi baska sozcuklerle tarzda dilde dille olan boyle ediyor edin edelim fazla cok`,
  },
}

const toSet = (words: string) => new Set(words.split(/\s+/))

const vocabularies = Object.entries(vagueWords).map(([language, words]) => ({
  language: language as LatinLanguage,
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
export function vagueIn(message: string): LatinLanguage | undefined {
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
