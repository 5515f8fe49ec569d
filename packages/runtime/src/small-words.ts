/**
 * Small words of languages in which the product has no sentences of its own, without accents: a good part of any sentence of their
 * language. They keep a text in one of these from counting as one in a language that shares a few words with it.
 */
const small = {
  cs: 'a je jsou co jak kde kdo proc kdy ktery ktera ktere se si na ve ze do od pro to ten ta tento neni byl byla mi muj moje podle jake',
  da: 'er og det en et den der som hvad hvordan hvor hvem hvorfor hvornar jeg du min mit til med af pa for ikke har kan om de i var blev',
  fi: 'on ovat oli mika mita miten missa kuka miksi milloin ja se ne tama joka ei ole minun mina kuinka voi paljonko',
  hu: 'a az egy es mi mit ki hol miert hogyan mikor melyik milyen van volt nem hogy ez ezt mennyi mennyibe kell meg nekem szerint',
  id: 'apa itu yang dan di dari ke untuk dengan bagaimana mengapa kenapa siapa kapan berapa adalah tidak ini saya bisa pada oleh dalam ada',
  nl: 'de het een en van is zijn was wat hoe waar wie welke waarom wanneer ik je mijn niet voor met op te aan kan er dat die deze hoeveel willen ze naar bij om zonder',
  no: 'er og det en et den der som hva hvordan hvor hvem hvorfor nar jeg du min mitt til med av pa for ikke har kan om de i var ble',
  pl: 'jest sa co jak gdzie kto dlaczego kiedy ktory ktora ktore i w z na do od nie to ten ta tego sie czy moje moj ile przez dla oraz byl byla',
  ro: 'este sunt ce cum unde cine cand care si la cu din pentru pe nu un o se a al ale mea meu cat cati era despre',
  sv: 'ar och det en ett den som vad hur var vem varfor nar jag du min mitt till med av pa for inte har kan om de i finns vilka vilken ska',
}

const sets = Object.values(small).map((words) => new Set(words.split(' ')))

/** Most words of a text that one of these languages has. `words`: in lower case and without accents. */
export const smallWordsElsewhere = (words: readonly string[]): number =>
  Math.max(...sets.map((set) => words.filter((word) => set.has(word)).length))
