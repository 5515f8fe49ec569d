/** Frequent words that say little, without accents. They weigh little in a query, and tell its language. */
const lists = {
  english: `a about above after again all also although am among an and any are as at be because been before being below between both
    but by can cannot could did do does doing done down due during each either else ever every few for from further get give given gives had
    has have having he her here hers him his how however i if in into is it its itself just let like made make many may me might more
    most much must my neither no nor not now of off often on once one only onto or other others our out over own per please quite rather
    same say shall she should show since so some such tell than that the their them then there these they this those through thus to too
    toward towards under until up upon us use used using very via was we well were what when where whether which while who whom whose
    why will with within without would you your`,
  german: `aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis da damit dann das dass dein
    dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines er es
    etwas euch fur gegen gibt hab habe haben hat hatte hier hinter ich ihm ihn ihnen ihr ihre im in ins ist ja jede jedem jeden jeder jedes
    kann kein keine konnen man mein mich mir mit muss nach nicht nichts noch nun nur ob oder ohne sehr sein seine sich sie sind so soll
    sollte uber um und uns unter viel vom von vor wann war waren warum was weil welche welchem welchen welcher welches wenn wer werden wie
    wieder will wir wird wo wurde wurden zu zum zur zwischen`,
  french: `ai alors au aucun aussi autre aux avec avoir car ce cela ces cet cette ceux chaque comme comment dans de des donc dont du elle
    elles en encore entre est et etaient etait etre eux fait faire fut il ils je la le les leur leurs lui ma mais meme mes moi mon ne nos
    notre nous on ont ou par pas peu peut plus pour pourquoi qu quand que quel quelle quelles quels qui quoi sa sans se ses si son sont sur
    ta te tes toi ton tous tout toute tres tu un une vos votre vous y`,
  spanish: `al algo algunos ante antes aquel aqui asi aunque bajo bien cada como con contra cual cuales cuando cuanto de del desde donde dos
    durante e el ella ellas ellos en entre era eran es esa ese eso esta estaba estan estar este esto estos fue fueron ha hace han hasta hay
    la las le les lo los mas me mi mientras muy nada ni no nos nosotros o otra otro para pero poco por porque pueden puede que quien se
    segun ser si sin sobre solo son su sus tambien tan tiene tienen todo todos tu un una uno unos y ya yo`,
  portuguese: `a ao aos aquela aquele as ate com como da das de dela dele deles depois do dos e ela elas ele eles em entre era essa esse
    esta estao este eu foi foram ha isso isto ja la lhe mais mas me mesmo meu minha muito muitos na nao nas nem no nos nossa nosso o onde os ou
    para pela pelo pelos perante pode por porque qual quais quando que quem sao se seja sem ser seu seus so sob sobre sua suas tambem tem
    todo todos um uma umas uns voce voces`,
  italian: `a ad agli ai al all alla alle allo anche ancora avere che chi ci come con contro cosa cui da dal dall dalla dalle de degli dei del dell della
    delle dello di dopo dove e ed era essere fa fra gli ha hanno ho i il in io la le lei lo loro lui ma mi mio ne nei nel nell nella nelle nello
    noi non nostro o ogni per perche piu poi puo qual quale quali quando quello questa queste questi questo qui se sei si sia sono su sua sue
    sugli sul sull sulla suo suoi tra tu tutti tutto un una uno voi`,
  dutch: `aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een en er ge geen geweest had heb hebben
    heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kon kunnen maar me meer men met mij mijn moet na naar niet niets nog nu of
    om omdat onder ons ook op over reeds te tegen toch toen tot u uit uw van veel voor waarom want waren was wat welke werd wezen wie wil
    worden wordt zal ze zei zelf zich zij zijn zo zonder zou`,
  swedish: `alla allt att av blev bli blir da dar de dem den denna deras dess dessa det detta dig din du efter eller en er ett fran for ha
    hade han hans har hon hur i icke inte jag kan man med mellan men mig min mot mycket nagon nar ni nu och om oss pa sa samma sedan sig sin
    sina sitt ska skulle som till under upp ut utan vad var varfor vara vi vid vilka vilken vilket`,
  danish: `af alle andet at begge blev blive da de dem den denne der deres det dette dig din disse du efter eller en end er et for fra ham
    han hans har havde hende hun hvad hvem hver hvilken hvis hvor hvorfor hvordan i ikke ind jeg jo kan kunne man mange med meget men mig min
    mod ned noget nogle nu nar og ogsa om op os over pa sig sin skal skulle som sadan til ud under var ved vi vil ville vaere`,
  norwegian: `alle at av bare begge ble blir da de dei deg den denne der dere det dette din disse du eller en enn er et ett fordi for fra
    ha hadde han har hun hva hvem hver hvilken hvis hvor hvordan hvorfor i ikke inn jeg kan kunne man mange med meg men mer min mot mye noe
    noen nar og ogsa om opp oss over pa seg ser sin skal skulle som til under ut uten var ved vi vil ville vaere`,
  finnish: `ei eivat ennen eri etta han he hyvin ilman ja jo joka jokin jos jotka kaikki kanssa kuin kuinka kun kuten me mika mikä miksi
    mina mitä mita mutta myos ne niin nyt oli olla olivat on ovat paljon se sen seka siina silla sina taman tai tama te vaan vain vai voi
    voidaan`,
  polish: `a albo ale bardzo bez bo by byc byl byla bylo byly co czy czyli dla do gdy gdzie go ich ile im inne innych ja jak jako je jego jej jest
    jeszcze jesli juz kiedy kto ktora ktore ktorego ktorej ktory ktorych ktorzy lub ma maja mi mnie moze mozna na nad nam nas nich nie niz o od on
    ona one oni ono oraz po pod podczas poniewaz przed przez przy sa sie sposob swoj ta tak takie tam te tego tej ten tez to tu tych tylko tym u w we
    wiec wiele wszystkie wsrod z za ze zeby zostal`,
  turkish: `ama ancak bazi ben bir biraz birkac biz bu buna cok cunku da daha de degil diye en gibi hangi hem hep her hic icin ile ise kadar
    ki kim mi mu nasil ne neden nedir nerede o olan olarak oldu olur onlar sen siz su tum var ve veya ya yani yok`,
  romanian: `acest aceasta aceste acum ai al ale am ar are as asa au avea ca cand care carui cat ce cei cel cele cine cu cum da daca dar de
    decat deci din dintre doar dupa ea ei el ele este eu fara fi fie fost iar in insa intr intre isi la le lor lui mai mult ne nici noi nu o
    or pe pentru prin sa sau se si spre sunt te tot un una unde unei unor unui va`,
  hungarian: `a abban ahhoz ahogy ahol aki akkor alatt amely amelyek ami az azok azt azonban be csak de e egy egyes el en es ez ezek ezt fel
    ha hanem hogy hogyan igen is itt jol kell ki le lehet lenne lesz meg mert mi mely miert mikor milyen mint mit mivel most nagyon ne nem
    nincs o ok olyan pedig s sem sok szerint ugy van vagy vagyok valamint volt voltak`,
  czech: `a aby aj ale ani asi az bez bud bude budou by byl byla byli bylo byly byt ci co coz do ho i ja jak jako jaka jake jaky je jeho jeji
    jejich jen jeste ji jich jim jimi jine jiz jsem jsme jsou jste k kde kdo kdy kdyz ke ktera ktere ktereho ktery kteri ktere kterou kterych ku
    ma maji mezi mi mit mne mnou muze na nad nam nas nasi ne neb nebo nebot nejsou neni nez ni nic nich no o od on ona oni ono pak po pod podle
    pokud potom pouze prave pred pres pri pro proc proti proto protoze prvni s se si sice sve svych ta tak take takze tam te tedy ten tento teto
    ti tim timto to tohle toho tom tomto tomu tu tuto ty tyto u uz v vam vas ve vedle vice vsak vsechny vsech vy z za ze zde`,
  indonesian: `ada adalah agar akan aku anda antara apa apakah atas atau bagaimana bagi bahkan bahwa banyak beberapa belum bila bisa boleh bukan
    dalam dan dapat dari daripada dengan di dia dimana harus hanya hingga ia ialah ini itu jadi jika juga kalau kami kamu karena kapan ke kemudian
    kepada ketika kita lagi lain lebih maka mana masih mengapa menjadi merupakan mereka namun oleh pada para paling pula saat saja sambil sampai
    sangat saya sebagai sebelum sebuah sedang sedangkan sehingga sejak selain selama seluruh semua seorang seperti serta sesuatu setelah setiap
    siapa suatu sudah supaya tanpa tapi telah tentang terhadap tersebut tetapi tidak tiap untuk walaupun yaitu yakni yang`,
  persian: `از اگر اما ان انها او اي ايا اين است اند با باشد باشند بايد بر براي بعد به بود بودن بودند بي بيش بين پس پيش تا تر ترين تو تواند توان
    تنها چرا چگونه چند چه چون چيست حتي خود خواهد خواهند داده دارد دارند داشت داشته داشتند در ديگر را روي زير زيرا سپس شد شده شدن شدند شما شود شوند
    طي كدام كرد كردن كردند كرده كسي كجا كند كنند كه كي گاه ما مانند مگر من مي ميان نبود نيز نيست نه ها هاي هايي هر هم همان همه همين هنوز هيچ هست هستند
    و ولي وي وقتي يا يك يكي رو اون يه چي ديگه هستش واسه توي ازش`,
  russian: `а без более был была были было быть в вам вас весь во вот все всех вы где да для до его ее если есть еще же за здесь и из или им
    их к как какая какие какой когда кто ли между меня мне может мы на над надо не нет ни но о об он она они оно от очень по под почему при с
    так также такой там то того тоже только том ты у уже чего чем что чтобы эта эти это этот я`,
}

/** A language with a stemmer. */
export type Language = keyof typeof lists

export const stopWords = new Map(
  Object.entries(lists).map(([language, list]) => [language as Language, new Set(list.trim().split(/\s+/))]),
)

/** Stop words of other scripts, which apply in a text of any language. */
export const otherStopWords = new Set(
  `的 了 是 在 和 我 你 他 有 吗 什么 怎么 为什么 都 也 就 而 及 与 或 把 被 从 于 之 其 这 那 这个 那个 这些 那些 一个 一种 没有 同样 任何 可以
    如果 但是 因为 所以 自己 我们 你们 他们 它 她 谁 哪 哪些 哪里 怎样 是否 不是 并且 或者 以及
    の は が を に で と も する です ます 何 し て た だ な へ から まで より こと もの ため よう など これ それ この その あの または および 及び 又は すべて
    いる ある れ られ せ ない なく なら ば か よ ね でき できる なる なり どの どんな みな 同じ ように という として について
    หรือ ทุก ต่าง อื่น ตาม คน ตั้งแต่ ต้อง ถือ ถือว่า โดย จะ นั้น นี้ จาก กับ แต่ เพื่อ เพราะ บาง เท่า เท่ากัน แต่ละ ผู้ การ ยัง เคย ถ้า หาก ขณะ เอง สิ่ง
    พวก ท่าน เขา เธอ มัน ที่ เพียง เท่านั้น ใด ทำ ได้รับ เหมือน เหมือนกัน
    या अपना अपनी अपने साथ बिना जा जाए जाने जाता जाती जाते जो जिस जिसे जिसका जिसकी जिसके जिन जिन्हें उन उन्हें उनका उनकी उनके उसका उसकी उसके उसे
    इन इन्हें इनका इनकी इनके वे ये हो हुआ हुई हुए होना होने गया गई गए कोई कुछ किसी किया की कि पर तक तथा एवं यदि अगर जब तब तो लेकिन किंतु परंतु
    फिर अब यहाँ वहाँ द्वारा ऐसा ऐसी ऐसे जैसा जैसी जैसे सभी सब हर मेरा तेरा तुम तुम्हें तुम्हारा हमें हमारा हमारी हमारे आपका आपकी आपके दे देना दिया दी ले लेना
    लिया ली रहा रहे रही मगर न मत ना बस इसलिए क्योंकि बाद पहले ऊपर नीचे मैंने उसने हमने
    ο η το οι τα του τη τησ των τον την τουσ τισ και κι ειναι ηταν να θα που πωσ ποιο ποιοσ ποια ποιον ποιεσ ποιοι ποιουσ ποιου ποιασ ποιων τι ποτε ποσο ποσοι
    ποσα ποσεσ γιατι σε στο στη στην στον στα στουσ στισ στησ με απο για δε δεν μη μην εχει εχουν ειχε ειχαν αν ενα ενασ μια μιασ ενοσ ωσ κατα μετα πριν προσ
    αλλα οτι οπωσ αυτο αυτοσ αυτη αυτα αυτεσ αυτοι αυτων αυτον αυτην αυτουσ αυτησ αυτου τοτε επισησ πιο μονο καθε ολα ολοι ολεσ οποια οποιο οποιοσ οποιοι
    οποιεσ οποιων οποιον υπαρχει υπαρχουν αναμεσα μεταξυ μεσα πανω κατω ομωσ ουτε ειτε μπορει μπορουν μπορουσε γινεται εγινε πρεπει ηδη ακομα ακομη παρα υπο
    μου σου μασ σασ εμεισ εσεισ εγω εσυ εκεινο εκεινη εκεινοσ οσο οσοι οσα ετσι ωστε λοιπον μα επειδη αφου οταν ενω ωσπου`
    .trim()
    .split(/\s+/),
)

export const vietnameseStopWords = new Set(
  `là của và các những một này đó kia cho với trong ngoài trên dưới từ đến được bị có không phải như thì mà hay hoặc nếu nhau mọi tất cả ai gì nào
    đâu sao khi nơi ra vào lên xuống đi lại đã đang sẽ cũng chỉ rất hơn nhất nhiều ít vì do bởi tôi bạn mình họ chúng ta nó cùng về theo để còn bất cứ
    ấy vẫn nên cần thể`
    .trim()
    .split(/\s+/),
)
