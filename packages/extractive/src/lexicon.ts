import type { Language } from './languages'

/** What stands before a noun. A word that never follows one of these is more likely a verb or an adverb. */
export const nounMarks: Partial<Record<Language, Set<string>>> = {
  en: list(`the a an of in on at by with from into its their his her our your my this these those each every any some no between through
    for as without within via per about under over like among against during both all many more most`),
  fr: list(`le la les l un une des du de d au aux ce cet cette ces son sa ses leur leurs notre nos votre vos par pour avec sans en sur sous
    dans entre chaque plusieurs quelques`),
  es: list(
    'el la los las un una unos unas de del al en con por para sin sobre entre su sus este esta estos estas cada varios varias',
  ),
  it: list(`il lo la i gli le l un una uno di d del dello della dell dei degli delle al allo alla all ai alle dal dalla dall nel nella nell
    nei nelle sul sulla sull con per senza tra fra su in questo questa questi queste ogni suo sua suoi sue`),
  pt: list(
    'o a os as um uma uns umas de do da dos das no na nos nas ao à aos às em com por pelo pela para sem sobre entre seu sua seus suas cada',
  ),
}

/** Too general to be what a text is about; as a part of a longer phrase they are welcome (`growth rate`). */
export const lightNouns: Record<Language, Set<string>> = {
  en: list(`process series phase period product result rate place way form type level state thing ratio amount unit group role rest
    total kind case fact order use sense view matter name side word term value field body cause causes effect effects ideas idea`),
  de: list(`form einheit vorgang vorgänge prozess erster erste ersten besonders teil teile reihe folge art arten menge grund gründe fall
    bereich beispiel begriff name rolle seite ort stelle hilfe ende anfang beginn anteil`),
  fr: list(
    'ensemble forme partie état passage processus type sorte manière façon rôle série phase nombre cause causes effet effets fait cas nom',
  ),
  es: list(
    'conjunto forma parte proceso tipo manera papel serie fase número causa causas efecto efectos hecho caso nombre estado paso',
  ),
  it: list(
    'insieme forma parte processo tipo modo ruolo serie fase numero causa cause effetto effetti fatto caso nome stato passaggio',
  ),
  pt: list(
    'conjunto forma parte processo tipo maneira papel série fase número causa causas efeito efeitos fato caso nome estado passagem',
  ),
  tr: list('süreç süreci şekil şekilde tür türü durum durumu bölüm kısım sayı sayısı neden sonuç hal hale ad aşama'),
}

/** Dates name when, not what. */
export const months =
  list(`january february march april june july august september october november december januar februar märz mai juni
  juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo
  junio julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
  janeiro fevereiro março maio junho julho setembro outubro dezembro ocak şubat nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık`)

function list(words: string): Set<string> {
  return new Set(words.split(/\s+/))
}
