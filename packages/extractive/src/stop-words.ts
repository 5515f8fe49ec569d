import type { Language } from './languages'

/** Words that carry grammar and no subject: they find the language, weigh nothing in a match and end a key phrase. */
export const stopWords: Record<Language, Set<string>> = {
  en: list(`a about above after again against all almost also although always am among an and another any are as at be because been
    before being below between both but by can cannot could did do does doing done down during each either even ever every few for
    from further had has have having he her here hers him his how however i if in into is it its itself just least less like many
    may me might more most much must my neither never no nor not now of off often on once one only onto or other our out over own
    per perhaps rather same several shall she should since so some still such than that the their them themselves then there
    therefore these they this those though through thus to together too toward under until up upon us very was we were what when
    where whether which while who whom whose why will with within without would yet you your`),
  de: list(`aber alle allem allen aller alles als also am an andere anderen anderer auch auf aus außerdem bei beim bereits bevor bin
    bis bist da dabei dadurch dafür daher damit dann daran darauf daraus darin das dass davon dazu dein dem den denn der deren des
    dessen deshalb die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwa etwas
    euch für gegen hat hatte hatten habe haben hier hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in indem ins ist
    ja jede jedem jeden jeder jedes jedoch jetzt kann kein keine keinen können könnte man mehr mein mich mir mit muss müssen nach
    nachdem nicht nichts noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner seit selbst sich sie sind so sobald
    sondern sowie sowohl über um und uns unser unter viel viele vom von vor während war waren was weil welche welchen welcher
    welches wenn wer werden wie wieder wir wird wo wobei wodurch wurde wurden zu zum zur zwar zwischen warum wann womit`),
  fr: list(`afin ai ainsi alors après au aucun aucune aussi autre autres aux avait avant avec avoir car ce ceci cela celle celles
    celui ces cet cette ceux chaque chez comme comment contre d dans de depuis des deux donc dont du durant elle elles en encore
    entre est et était étaient été être eu eux fait faire font il ils j je jusqu l la le les leur leurs lors lorsque lui là ma
    mais me même mes moi moins mon n ne ni nos notre nous on ont ou où par parce parfois pas pendant peu peut peuvent plus plusieurs
    pour pourquoi pourtant presque près qu quand que quel quelle quelles quels qui quoi sa sans se selon sera ses si sinon soit son
    sont sous souvent sur ta tandis te tes toi ton toujours tous tout toute toutes très trop tu un une vers via vos votre vous y à`),
  es: list(`a además al algo algunas algunos alguna ambos ante antes así aún aunque bajo bien cada casi como cómo con contra cual cuál
    cuales cuando cuándo cuanto de debe debido del desde después donde dónde durante e el él ella ellas ellos en entonces entre era
    eran es esa esas ese eso esos esta está están estas este esto estos fue fueron ha había han hasta hay la las le les lo los
    luego mas más me mediante menos mi mientras misma mismo mucho muchos muy nada ni no nos nosotros o os otra otras otro otros para
    pero poco por porque pues puede pueden que qué quien quién se sea según ser si sí sido sin sino sobre solo son su sus también
    tan tanto te tiene tienen toda todas todo todos tu tus u un una unas uno unos usted y ya yo`),
  it: list(`a ad agli ai al alcuni alcune alla alle allo allora altra altre altri altro anche ancora attraverso avere aveva bene c che chi ci
    ciò cioè coi col come con contro così cosa cui d da dagli dai dal dalla dalle dallo degli dei del della delle dello dentro di
    dopo dove due durante e è ed era erano essa esse essere essi fino fra fu furono già gli ha hanno ho i il in infatti inoltre
    invece io l la le lei li lo loro lui ma mentre mi mia molte molti molto ne negli nei nel nella nelle nello noi non nostro nulla
    o ogni oppure per perché perciò però più poi poco presso prima può possono qual quale quali quando quanto quella quelle quelli
    quello questa queste questi questo qui quindi se secondo sempre senza si sia sono sotto stata stati stato su sua sue sugli sui
    sul sulla sulle sullo suo suoi tale tra tutta tutte tutti tutto un una uno verso vi voi`),
  pt: list(`a à ainda além algo alguma algumas alguns ante antes ao aos após apenas aquela aquele aqueles as às assim até bem cada com como
    contra da das de dela dele deles depois desde dessa desse desta deste devido disso do dos durante e é ela elas ele eles em enquanto
    então entre era eram essa essas esse esses esta está estão estas este estes eu foi foram há isso isto já lhe logo mais mas me
    mediante meio mesmo mesma meu minha muito muitos na nas nem nessa nesse nesta neste no nos nós não num numa o onde os ou outra
    outras outro outros para pela pelas pelo pelos pode podem pois por porque porém portanto possui pouco qual quais quando quanto que
    quem se seja sem sempre ser seu seus sido sob sobre sua suas são só também tão tem têm ter toda todas todo todos tu um uma umas
    uns você vocês`),
  tr: list(`acaba ama ancak arasında artık aslında ayrıca bana bazı belki ben beni benim bile bir biraz birçok biri birkaç birlikte biz
    bize bizim bu böyle böylece buna bunlar bunu bunun burada çok çünkü da daha dahi de defa değil diğer diye dolayı dolayısıyla
    eden edilen en fakat gibi göre hala hangi hangisi hatta hem henüz hep hepsi her hiç için ile ilgili ise işte kadar kendi kez ki
    kim kimse kimi mı mi mu mü mıdır midir nasıl ne neden nedir nerede niçin niye o olan olarak oldu olduğu olduğunu olması olmak
    olur on ona ondan onlar onların onu onun orada oysa öyle pek rağmen sadece sanki sen siz sonra sonucu şey şöyle şu tarafından
    tüm ve veya ya yani yapılan yaklaşık yer yine yoksa zaten üzere üzerinde var vardır yok`),
}

/** Words of questions and requests that say what to do, not what about. */
export const askWords: Record<Language, Set<string>> = {
  en: list(`answer explain explanation describe define definition tell show give list mean means meaning example examples difference
    compare please help understand know learn teach summarize summarise summary overview main point points topic topics idea ideas
    document documents text file files notes say says happen happens work works question briefly detail details step steps want need
    let make discuss outline key important simple simply thing things kind type study chapter cause causes caused reason reasons`),
  de: list(`antwort antworte erkläre erklären erklär beschreibe beschreiben definiere definition sage nenne nennen zeige gib bedeutet
    bedeutung beispiel beispiele unterschied vergleiche bitte hilf helfen verstehe verstehen lernen fasse zusammen zusammenfassung
    überblick thema themen dokument dokumente dokumenten text datei dateien frage kurz genau schritt schritte funktioniert passiert
    heißt versteht meint unterlagen macht machen tut ursache ursachen grund gründe`),
  fr: list(`réponds explique expliquer expliquez décris décrire définis définir définition dis montre donne donner cite signifie exemple
    exemples différence compare comparer comprendre apprendre résume résumer résumé aperçu sujet document documents texte fichier
    question bref étape étapes fonctionne appelle veut dire plaît stp svp cause causes raison raisons quelles`),
  es: list(`responde explica explicar explícame describe describir define definir definición di dime muestra da dame menciona significa
    ejemplo ejemplos diferencia compara comparar favor ayuda entender aprender resume resumir resumen tema documento documentos texto
    archivo pregunta breve paso pasos funciona ocurre llama causa causas razón`),
  it: list(`rispondi spiega spiegare spiegami descrivi descrivere definisci definizione dimmi mostra dammi elenca significa esempio esempi
    differenza confronta favore aiuta capire imparare riassumi riassumere riassunto tema documento documenti testo file domanda breve
    passo passi funziona succede chiama causa cause motivo`),
  pt: list(`responda explica explique explicar descreva descrever define defina definição diga mostre dê liste significa exemplo exemplos
    diferença compare comparar favor ajuda entender aprender resuma resumir resumo tema documento documentos texto arquivo pergunta
    breve passo passos funciona acontece chama causa causas razão`),
  tr: list(`açıkla açıklar açıklayın anlat anlatır anlatın tanımla tanımı tanım söyle göster ver örnek örnekler fark farkı karşılaştır lütfen
    yardım anlamak öğrenmek özetle özet özeti konu belge belgeler belgelerde metin dosya soru kısaca adım demek demektir çalışır olur
    nedeni nedenleri sebebi`),
}

/** Frequent verbs: they are matched like any word, and no key phrase reaches over them. */
export const phraseBreakers: Record<Language, Set<string>> = {
  en: list(`use uses used using make makes made making take takes took taken taking give gives gave given giving get gets got become becomes
    became begin begins began begun start starts started end ended lead leads led leading call calls called known know knows contain
    contains contained include includes included including occur occurs occurred produce produces produced producing convert converts
    converted converting show shows shown showed cause causes caused causing allow allows allowed require requires required need needs
    needed form forms formed forming consist consists found find finds say says said see seen seem seems keep kept keeps hold holds held
    bring brings brought come comes came go goes went gone turn turns turned work works worked move moves moved moving change changes
    changed carry carries carried provide provides provided depend depends act acts acted help helps helped mean means meant remain
    remains remained describe describes described explain explains explained release releases released releasing absorb absorbs absorbed
    increase increases increased decrease decreases decreased follow follows followed following let lets put set sets state states stated
    run runs ran grow grows grew write wrote written pass passes passed stay stays stop stops split splits drive drives drove driven
    exert exerts exerted equal equals apply applies applied develop develops developed create creates created serve serves served store
    stores stored transfer transfers transferred divide divides divided rise rises rose fall falls fell meet met lose lost loses win won
    try tried based due able seize swear swore shot threw thrown lost drew drawn built build builds broke broken spoke taught thought felt led left sent spent bind binds bound attach attaches push pushes pull pulls demand demands govern governs raise raises tend tends resist resists accelerate doubles double stand stands stood lie lies lay sit describe depend supply supplies take beginning share shares shared wait waits pick picks picked execute executes executed comprise comprises display displays retrieve retrieves via new different various important example instance main good large small high low long great
    around across along early later soon away back well far two three four five six seven eight nine ten hundred thousand year years time
    times way ways number part parts kind sort lot e.g i.e etc`),
  de: list(`macht machen gemacht gibt geben gab nimmt nehmen nahm bekannt enthält enthalten besteht bestehen entsteht entstehen liegt liegen
    führt führen führte findet finden fand kommt kommen kam geht gehen ging steht stehen stand heißt nennt genannt zeigt zeigen bildet
    bilden wandelt umgewandelt braucht brauchen benötigt neue neuen erste ersten zwei drei vier fünf beispiel jahr jahre jahren teil
    zeit art weise bleibt wirkt statt`),
  fr: list(`permet permettent permettre produit produisent produire appelle appelé appelée appelés appelées devient devenir devient prend
    prendre donne donner contient contiennent existe existent forme forment commence commencer utilise utilisent utilisé utilisée dit
    voit met mettre transforme transforment transformer exemple an ans année années grand grande nouveau nouvelle premier première deux
    trois quatre cinq fois partie lieu selon libère absorbe`),
  es: list(`permite permiten produce producen producir llama llamado llamada llamados convierte convertir toma tomar da dar contiene contienen
    existe existen forma forman comienza comenzó comenzar usa usan utiliza utilizan hace hacer ejemplo año años gran grande nuevo nueva
    primer primero primera dos tres cuatro cinco vez veces parte lugar libera absorbe transforma`),
  it: list(`permette permettono produce producono produrre chiama chiamato chiamata diventa diventare prende dà dare contiene contengono esiste
    esistono forma formano comincia iniziò usa usano utilizza fa fare esempio anno anni grande nuovo nuova primo prima due tre quattro
    cinque volta volte parte luogo libera assorbe trasforma`),
  pt: list(`permite permitem produz produzem produzir chama chamado chamada torna tornou toma dá dar contém existe existem forma formam começa
    começou usa usam utiliza utilizam faz fazer exemplo ano anos grande novo nova primeiro primeira dois duas três quatro cinco vez vezes
    parte lugar libera absorve transforma converte`),
  tr: list(`eder eden etti edilir edilen etmek olur oldu olmuştur yapar yapılır yaptı alır aldı verir verdi verilir denir adı kullanır
    kullanılır kullanılan gelir geldi gider sağlar oluşur oluşan başladı başlar örneğin yıl yılında ilk iki üç dört beş yeni büyük önemli
    dönüştürür dönüştüren üretir`),
}

function list(words: string): Set<string> {
  return new Set(words.split(/\s+/).filter((word) => word !== ''))
}
