/**
 * Words with which somebody asks, points or wants to be helped, a language each: they tell what kind of answer is wanted and not
 * what it is about. Written as people write them; the analysis folds them.
 */
const words: Record<string, string> = {
  en: `refresher refresh deal missed quiz elaborate discovered happens happen place occurs occur list lists enumerate steps
    discover never ever listing outline gimme wanna gonna important importance matter matters exam exams test homework
    assignment class course tomorrow today soon five beginner beginners newbie kid child student essential essentials
    fundamental fundamentals key core concept concepts theory purpose use used uses difference role relevant relevance
    background understandable clear clearly unclear lost figure grasp follow read reading write writing check remember
    memorize revision review studying prepare preparing could should might may must shall able hard difficult difficulty
    possible thorough depth deep dive look looking find finding come across heard hear interested interesting started start
    begin beginning first second sentence sentences word words paragraph language english terms term way ways someone somebody
    everyone friend teacher professor tutor professionally ok okay hmm sorry real life world everyday practical scratch
    summary recap remind explain explains explaining explained explanation explanations understand understanding understood
    help helps tell telling told teach teaching show describe describing description define defining definition summarize
    summarise summarizing summarising overview clarify discuss mean means meaning meant know knows knowing learn learning need
    want wanted would like please thanks thank hello hi hey question questions answer answers wonder wondering curious
    confused confusing confuse stuck struggling struggle trouble simple simply simpler easy easily basic basics basically
    brief briefly quick quickly short shortly detail details detailed example examples walk through break breakdown introduce
    introduction intro topic topics subject idea ideas main points exactly actually really kind sort thing things stuff
    something anything don doesn didn isn aren can couldn won wouldn get got im ive id lets let whats hows say says said talk
    talking document documents notes file files text material according lecture chapter layman eli5 sense gist again still
    better`,
  de: `dient dienen nützt hilft zweck frag abfragen abfrage läuft ablauf entdeckt entdeckte findet statt nie durch blick
    schritte aufzählen zähle schreibe passiert geschieht stattfindet versteht darunter zeigst mehr bring bringe beibringen gib
    gebe geben geh gehe gehen verwirrt verwirrend steht stehen komme kommst klar lass lasst uns sprechen reden morgen heute
    prüfung klausur test hausaufgabe hausaufgaben anfänger anfängerin kind kinder laie laien schüler student fünfjähriger
    nenne nennen nennt liste auflisten meine meinen meiner meinem deine deinen unsere unseren dazu davon darüber damit
    wichtige wichtiger wichtigste bedeutung rolle unterschied grundlegend wesentlich wesentliche wesentlichen hauptpunkte
    kernpunkte kernaussagen grundidee konzept begriff theorie hintergrund verständnis begreifen begreife nachvollziehen
    schwierig schwer problem probleme schwierigkeiten muss müsste sollte lerne üben wiederhole wiederholen wiederholung
    vorbereiten lernzettel notizen mitschrift aufzeichnungen sätzen satz worten wörtern wort deutsch sprache leicht leichter
    verständlicher gründlich ausführliche detailliert detaillierte schnell schnelle stichpunkte stichpunkten hätte gern wüsste
    würden könnten interessiert interessant alltag echt leben schreib gesagt hast habt dafür erkläre erklär erklären erklärst
    erklärt erklärung verstehe versteh verstehen verstanden verständlich hilf hilfe helfen hilfst helft sag sage sagen erzähl
    erzähle erzählen zeig zeige zeigen beschreibe beschreib beschreiben beschreibung definiere definieren definition bedeutet
    bedeuten heißt heissen meint gemeint wissen weiß lernen lehre brauche möchte möchten würde würdest könntest kannst könnt
    bitte danke hallo frage fragen antwort überblick übersicht zusammenfassung zusammenfassen zusammen fass fasse erläutere
    erläutern erläuterung einfach einfache einfachen kurz knapp genau eigentlich mal gerne beispiel beispiele grundlagen thema
    punkte wichtigsten wichtig funktioniert funktionieren geht gibt worum wozu wofür womit wodurch wieso weshalb warum
    unterlagen dokument dokumente dokumenten skript text datei unklar kapiere kapier blicke nochmal genauer ausführlich
    details idee sinn versteckt`,
  fr: `entend entends entendre découvert découverte inventé énumère énumérer étapes étape agit interroge interroger passe
    produit jamais fais fait point deux trois faire servir servent lieu explicite précise préciser saurais connaître connais
    approfondir besoin donne donner donnez donnes guide guider guidez important importante importants importance suis perdu
    perdue dois doit devrais disent expliquerais expliquerait débutant débutants enfant enfants élève étudiant principales
    principaux principal mal parlons parlez ça cela examen contrôle devoir devoirs demain aujourd hui enseigne enseigner
    apprenez difficile difficulté difficultés problème problèmes confus confuse bloqué bloquée saisir saisis clair claire
    clairement clarté essentiel essentielle essentiels notion notions concept concepts théorie rôle but utilité utile intérêt
    différence fonctionnement fondamentaux explications expliqué expliquée expliques introduction présente présenter
    présentation liste points phrase phrases mots mot langage français quotidien réviser révision fiche fiches faut falloir
    pourrait serait aimerait souhaite souhaiterais voudrait donc encore plus quoi vulgarise rapidement rapide tout monde leçon
    chapitre ressources explique expliquer expliquez explication expliquons comprendre comprends comprend compris
    compréhension aide aider aidez dis dire dites parle parler montre montrer décris décrire décrivez description définis
    définir définition définissez signifie signification veut savoir sais apprendre apprends voudrais veux aimerais peux
    pouvez pourrais pourriez merci bonjour salut question questions réponse résume résumer résumez résumé aperçu clarifier
    clarifie simple simplement simples facile facilement bref brièvement détail détails détaillé exemple exemples sujet idée
    idées exactement vraiment plaît svp fonctionne fonctionnent marche sert consiste document documents cours texte fichier
    notes moi arrive chose est-ce qu’est-ce qu'est-ce c’est`,
  es: `aclara nunca entendí enumera enumerar pasos paso pregúntame preguntar explícalo descubrió descubierto inventó ocurre
    ocurren sucede dónde lugar hazme frases dos tres sirven conocer conozco profundizar detallar detalla precisa precisar
    expón exponer entienda entienden comprenda dame darme dar das dé guíame guía guiar importante importantes importancia
    estoy confundido confundida perdido perdida debo debe debería deberías forma manera dicen explicarías explicaría expliques
    explicando principiante principiantes niño niños alumno estudiante principales principal cuesta cuestan ayudarme ayúdeme
    hablemos hablar mañana hoy tengo examen prueba tarea tareas deberes clase quisiera gustaría enseñar enseñarme difícil
    dificultad dificultades problema problemas claro clara claramente concepto conceptos noción teoría papel propósito
    utilidad útil diferencia esencial esenciales fundamental fundamentos clave claves puntos punto lista introducción
    preséntame presenta repasar repaso estudiar estudiando preparar palabras palabra frase términos español cotidiano vida
    rápido rápidamente resumida logré consigo captar comprenderlo aclárame aclare mis mi tus tu necesitamos quieras pudieras
    haz haga desde cero capítulo lección recuérdame explica explicar explícame explicame explique explicas explicación
    entender entiendo entiende entendido comprender comprendo comprende ayuda ayúdame ayudar dime decir cuéntame cuenta
    háblame habla muestra muéstrame describe describir descripción define definir definición significa significado quiere
    saber sé aprender aprendo enseña enséñame necesito quiero puedes puede podrías podría favor gracias hola pregunta
    preguntas respuesta resume resumir resumen aclarar visión general simple sencillo sencilla sencillamente fácil fácilmente
    breve brevemente detalle detalles ejemplo ejemplos básico tema idea ideas exactamente realmente funciona funcionan sirve
    consiste trata documento documentos texto apuntes archivo logro cosa explicarme entenderlo qué`,
  pt: `nunca entendi enumera enumere enumerar passos pergunta-me pergunte descobriu descoberto inventou ocorre acontece onde
    lugar duas três servem conhecer conheço aprofundar detalhe detalhar dá dê dar dê-me dá-me guia guie importante importantes
    importância estou confuso confusa perdido perdida devo deve deveria forma maneira dizem explicaria explicarias explicando
    iniciante principiante criança crianças aluno estudante principais principal custa custam ajudar-me vamos falar falemos
    amanhã hoje tenho exame prova teste tarefa trabalho aula ensinar difícil dificuldade dificuldades problema problemas claro
    clara conceito conceitos noção teoria papel propósito utilidade útil diferença essencial essenciais fundamental
    fundamentos chave pontos ponto lista introdução apresenta apresente rever revisão estudar preparar palavras palavra frases
    frase termos português cotidiano vida rápido rapidamente meus minhas meu minha seus gostaríamos faça fazer percebi entenda
    ajudem explicar-me explica-me explique-me lembra passo explica explicar explique explicas explicação entender entendo
    entende compreender compreendo compreende perceber percebo ajuda ajude ajudar ajuda-me diga diz dizer conte conta fale
    fala mostra mostre descreve descreva descrever descrição define defina definir definição significa significado quer saber
    sei aprender aprendo ensina ensine preciso quero queria gostaria gostava pode podes poderia consegue consigo favor
    obrigado obrigada olá pergunta perguntas resposta resume resuma resumir resumo esclarece esclareça visão geral simples
    simplesmente fácil facilmente breve brevemente detalhes exemplo exemplos básico tema assunto ideia ideias exatamente
    realmente funciona funcionam serve consiste trata documento documentos texto apontamentos notas arquivo ficheiro coisa me
    mim`,
  it: `povere spieghi spiegassi spiegatemi interrogazione approfondire comincio mai elenca elencare passi interrogami scoperto
    scoperta inventato accade succede avviene dove luogo due tre conoscere conosco dettagliare fare dai dammi dare darmi guida
    guidami importante importanti importanza sono confuso confusa perso persa devo deve dovrei modo dicono spiegheresti
    spiegherebbe spiegarmi principiante principianti bambino bambini studente principali principale fatica aiutarmi parliamo
    domani oggi ho esame verifica compito compiti lezione insegnare difficile difficoltà problema problemi chiaro chiara
    concetto concetti nozione teoria ruolo scopo utilità utile differenza essenziale essenziali fondamentale fondamenti chiave
    punti punto elenco lista introduzione presenta ripassare ripasso studiare preparare parole parola frasi frase termini
    italiano quotidiano vita veloce velocemente miei mie mio mia fai fammi afferro riassumimi raccontare ricordami passo
    spiega spiegami spiegare spiegazione capire capisco capisce capito comprendere comprendo aiuta aiutami aiuto aiutare dimmi
    dire dici parla parlami parlare racconta raccontami mostra mostrami descrivi descrivere descrizione definisci definire
    definizione significa significato vuol sapere so imparare imparo insegna insegnami bisogno voglio vorrei puoi può potresti
    potrebbe favore grazie ciao domanda domande risposta riassumi riassumere riassunto chiarisci chiarire panoramica semplice
    semplici semplicemente facile facilmente breve brevemente dettaglio dettagli esempio esempi argomento idea idee
    esattamente davvero funziona funzionano serve consiste tratta documento documenti testo appunti file riesco cosa cos'è
    che`,
  nl: `heet heten verdiepen verdieping begin beginnen beginner waar waarover snappen snapt gesnapt legt uitgelegd leggen
    bedoeld bedoelt bedoelen gewone gewoon taal makkelijk makkelijke simpel simpele bondig bondige uitgebreid uitgebreide
    gedetailleerd precies eigenlijk nou even eens verduidelijk verduidelijken toelichten toelichting licht toe omschrijf
    omschrijven samenvatting vatten gaat gaan helpen hulp nodig wilt willen zou zouden kunt wilde belangrijkste hoofdzaken
    kern kort kortom weten weet ken kennen geleerd studeren studie tentamen proefwerk overhoor overhoren oefenen herhalen
    herhaal herhaling opfrissen uitzoeken zoek vind vinden noem opsommen opsomming lijst rol doel reden verschil verschillen
    vergelijk vergelijken voordelen nadelen oorzaken gevolgen gebeurt gebeurde ontstaat ontdekt staat staan vijf vijfjarige
    tien drie twee zin mijn jouw jullie onze document bestanden bestand les college hoofdstuk boek leraar docent onthouden
    vergeet verwar moeite lastig ingewikkeld verwarrend interessant leuk feit feiten verteld vertellen zeg zeggen schrijf
    schrijven maak maken stel vragen flashcards kaartjes leerkaarten samen opnieuw nogmaals beter goed echt geef geven meer
    belangrijk belang examen toets morgen vandaag kind moeilijk probleem duidelijk onduidelijk begrip concept hoofdpunten
    punten woorden zinnen overzicht samenvatten vat stappen praten laat zien leren leer aantekeningen leg uit uitleg uitleggen
    begrijp begrijpen snap help vertel beschrijf definieer definitie betekent betekenis graag alsjeblieft vraag antwoord
    samenvat eenvoudig voorbeeld werkt documenten`,
  tr: `beni konusunda sına seni bize kafamı karıştırdı karışıyor cümlede iki üç dört beş on sınar diğer kavramlar arasındaki
    farkı farklar olayı anlatsana hoca rica nereden geliyor tanımı örnekleri dedi detaylıca basitleştir biraz bahset bahseder
    bahsedin öğrenmem gerekiyor bilmiyorum sorar sorular sorusu veriniz özetini hatırlatır anlamam anlayamadım anlayamıyorum
    çözemedim açıklasana göstersene özetlesene söylesene sorsana mısınız misiniz muyum lazım acaba selam hocam kanka önemli
    önemi neden sınav sınavım sınavı yarın bugün acemi başlangıç yeni başlayan çocuk çocuğa öğrenci zor zorlanıyorum sorun
    problem kafam karıştı karışık net açık açıkça kavram kavramı teori rol amaç fark temel temelleri ana fikir fikirler
    noktalar nokta liste giriş tanıt tekrar çalış çalışıyorum hazırlan kelimelerle kelime cümle cümleyle dil türkçe günlük
    hayat hızlı hızlıca bana benim notlarım notlarımda ne diyor hakkında konuşalım konuş ver verebilir anlatır öğret göster
    gösterir bilmem bilmeliyim gereken gerekir gerek nasıl çalıştığını çalışır adımla adımlarla özetleyebilir edebilir
    yardımına ihtiyacım ihtiyaç var tamamen hiç açıkla açıklar açıklayın açıklama açıklayabilir açıklamak anlat anlatın
    anlatabilir anlamak anlamama anlamadım anlamıyorum anla anladım anlamı yardım yardımcı et eder söyle söyler tanımla tanım
    demek anlamına gelir bilmek biliyorum öğrenmek istiyorum isterim lütfen teşekkürler merhaba soru cevap özetle özet özetler
    kısaca kısa basit basitçe kolay detaylı ayrıntılı örnek örnekle örnekler konu konusu konusunu tam gerçekten bilgi verir
    adım işler belge belgeler belgede not notlar misin mısın musun nedir nelerdir`,
  zh: `从来 從來 没 没有 搞 发现 發現 发生 發生 列 列出 复习 复述 用途 有用 指 指的是 考考 讲得 通俗 一点 一點 两 两句 句 句话 详细 发生在 我想 谁发现 从不 工作 内容 內容 多 教 请带 带 帶 一个 一個 很
    重要 重要性 方面 对 對 感到 困惑 应该 應該 的话 话 像 五岁 孩子 那样 那樣 我的 里 裡 向 初学者 初學者 新手 小白 要点 要點 重点 重點 不会 不會 到底是 到底 运作 運作 明天 考 考试 考試 不明 明 白板 我不
    我吗 原理 概念 作用 意义 意義 区别 區別 基础 基礎 基本 主要 核心 观点 观念 入门 入門 易懂 通俗易懂 清楚 大白话 一句 一句话 几句话 语言 中文 给我 給我 让我 讓我 讓 让 说清楚 深入 全面 快速 複習 作业 作業 课
    課 课堂 老师 老師 学生 學生 难 難 困难 困難 问题 不太 不太懂 太 完全 真的 究竟 请用 用于 的是 呀 啊 哦 嘛 么 麼 有关 有關 相关 知识 知識 讨论 讨论一下 聊聊 聊 看看 看 想要 希望 麻烦 谢谢你 是不是 有没有
    哪里 何 何为 何謂 即 怎 样 笔记 筆記 解释 解釋 说明 說明 一下 讲 講 讲解 講解 告诉 告訴 帮 幫 帮助 幫助 帮我 理解 明白 懂 不懂 看不懂 搞不懂 弄懂 知道 了解 想 要 需要 请 請 请问 謝謝 谢谢 你好 定义
    定義 意思 含义 是什么 什么是 什么 怎么 怎样 如何 为什么 哪些 哪 哪个 谁 多少 几 介绍 介紹 描述 总结 總結 概述 概括 简单 簡單 简要 简单地 詳細 步骤 一步 步 一步一步 逐步 例子 举例 举 问 回答 关于 文档 資料
    资料 文件 能 能不能 可以 会 吗 呢 吧 把 给 我 我们 你 您 请你 来 说 说说 谈 谈谈 学习 学 用 地 得 再`,
  ja: `もっと 重要 大切 試験 テスト 明日 今日 宿題 初心者 子供 子ども 学生 難しい 問題 わかりやすく 分かりやすく やさしく 概念 理論 役割 目的 違い 基本 基礎 要点 ポイント 重要性 言葉 言い換え 一言 日本語 復習 勉強
    ノート 話 話し 見せ 示し 混乱 困っ 必要 知っ おく べき です か くれ ますか 説明 解説 教え 教えて 理解 わかり わから 分かり 分から 知り 知る 助け 手伝っ 定義 意味 要約 まとめ 簡単 詳しく 例 質問 答え ください
    下さい お願い なぜ どう どのように どの どんな 何 いつ 誰 どこ ステップ 順 について とは ます ん ない こと もの たい 私 よう`,
  ar: `فمن ومن فما وما فهل وهل فكيف وكيف فلماذا ولماذا فأين وأين التعمق أتعمق تعمق أستوعب استيعاب استوعبت يستوعب أعدت أعد تعيد
    إعادة هلا هلّا سويا معا نراجع أراجع تراجع رأيك زودني زودوني أمدني فقرة قصيرة قصير نستفيد أستفيد الاستفادة أود أحب يهمني
    مبسط مبسطة مبسطا تبسيط بسط تبسط أبسط المطلوب ينبغي أذاكر ذاكر مذاكرة القادم القادمة بكرة عشرة خمسة ثلاثة سطر سطرين جملتين
    كأنني كأني عمري أعتقد سمعت كتابي كتبي مذكراتي ملفاتي وثائقي مستنداتي محاضرتي يوجد توجد هناك اختصر أوجز موجز بإيجاز بوضوح
    تفاصيل حلل صف وصف تصف توضح يوضح لخصها تلخص تلخيصا اكتب تكتب اعرض قدم أعط هات دلني أرشدني تعطني تخبرني تحدثني تشرحين يهم
    بخصوص بشأن فيما يتعلق متعلق المتعلقة خلال الفرق تحديدا بالضبط بالظبط فعلا أيضا كذلك هكذا إذا لو كان كانت يكون تكون سوف لقد
    ليس ليست به بها فيه فيها عنه عنها منه منها له لها حتى بعد قبل غير جميع بعض نحن أنت أنتم هم الآن ملخصا ملخصًا مختصرا شرحا
    اكتشف حدث يحدث أين اذكر عدد دائما أبدا اسألني مهم مهمة أهمية أهم امتحان اختبار غدا غدًا اليوم واجب درس مبتدئ للمبتدئين طفل
    طالب صعب صعوبة مشكلة مشوش محتار واضح مفهوم مفاهيم نظرية دور غرض هدف فائدة فرق أساسي أساسيات الرئيسية رئيسية نقاط النقاط
    الأفكار أفكار قائمة مقدمة راجع مراجعة أدرس ادرس كلمات كلمة جمل جملة عربي العربية الحياة اليومية سريع بسرعة أعطني اعطني
    تعطيني دعنا نتحدث تحدث حدثني المزيد أكثر ملاحظاتي ملاحظات تقول يقول يجب أواجه أنا إلى الى في على عن مع هذا هذه ذلك تلك
    التي الذي قد ثم أو ان أن إن لكن كل عند بشكل بطريقة أرجو رجاء أرني كيفية يمكن تستطيع أحتاج لدي عندي حاجة إليه تماما اشرح
    شرح اشرحي تشرح يشرح وضح توضيح فسر تفسير افهم فهم أفهم نفهم ساعدني ساعد مساعدة تساعدني قل أخبرني اخبرني علمني أعلمني عرف
    تعريف عرّف معنى يعني تعني المقصود أعرف اعرف معرفة أتعلم تعلم أريد اريد ممكن يمكنك هل ما ماذا ماهو ماهي لماذا كيف متى اين
    من كم أي فضلك شكرا مرحبا سؤال أسئلة جواب إجابة لخص ملخص تلخيص نبذة باختصار ببساطة بسيط بسيطة بسهولة بالتفصيل تفصيل مثال
    أمثلة مثالا خطوة بخطوة خطوات موضوع فكرة يعمل تعمل مستند المستند مستندات نص ملف لي حول هو هي لا لم أستطيع`,
  vi: `chịu thua xuất phát nguồn gốc giáo mong hơn sơ qua nắm giảng giải em anh chị con trẻ bài thầy sâu chưa mãi sắp cặn kẽ
    tường tận hộ giùm vắn tắt cụ mau hiểu rồi à nha bắt đầu tóm lược lý do quan trọng tầm kiểm tra thi tập về nhà ngày mai hôm
    nay người mới học sinh viên khó khăn vấn đề bối rối rõ ràng khái niệm thuyết vai trò mục đích khác biệt cơ bản chính ý
    tưởng điểm danh sách giới thiệu ôn luyện chuẩn bị từ câu ngôn ngữ tiếng việt đời sống hàng nhanh chóng cung cấp đưa ra
    thêm nữa ghi chú nên biết chúng ta chuyện trình bày nêu liệt kê kể dễ ngắn vài lời bằng đang gặp với lại nó này đó thật sự
    xác xem hiện tôi ơi ạ nhé đi hoàn toàn mà thì đã sẽ thích giúp mình bạn cho nói dạy chỉ mô tả định nghĩa là gì sao tại vì
    thế nào như ai khi đâu bao nhiêu muốn cần hỏi trả xin vui lòng làm ơn cảm chào tổng đơn giản gọn chi tiết ví dụ từng bước
    một cách được không hãy có thể tài liệu văn hoạt động những các của và`,
  ru: `врубаюсь попроще чем отличается отличаются других другие понятий понятия препод упомянул упомянула упоминал признателен
    признательна благодарен благодарна разъяснение изложи изложите погоняй штука речь взялось слушай проще толком вкратце
    расшифруй поведай поведайте обзорно уточни уточните расписать распиши расскажешь объяснишь поможешь сможешь смогли приведи
    приведите сделай сделайте каковы какова каков нужна нужен происходит открыл открыта перечисли этапы шаги двух трёх никогда
    выучу подготовь спроси проверь зачем служит разложи полочкам важно важен важна важность экзамен экзамена контрольная зачет
    зачёт завтра сегодня новичку новичок начинающему начинающих ребенку ребёнку пятилетнему ученик студент трудно сложно
    трудности проблема запутался запуталась непонятно понятно ясно понятие концепция теория роль цель польза разница основы
    основные основная главное главные идеи пункты список введение познакомь повторить повторение учу готовлюсь подготовиться
    слова слов предложениях предложение языком языке русском жизни быстро дайте больше ещё моих моем конспектах заметках
    говорится должен должна следует давай поговорим поговорить проведи проведите разбери разобрать разъясни разъясните
    растолкуй представь именно вообще дело устроен устроена устроено никак совсем есть меня тебя требуется объясни объясните
    объяснить объясняй объяснение поясни пояснить поясните понять понимаю понимать понял поняла помоги помогите помочь помощь
    расскажи расскажите рассказать скажи скажите покажи опиши опишите описать описание определи определение дай значит
    означает значение знать знаю выучить изучить научи учить хочу хотел нужно надо можешь можете мог пожалуйста спасибо привет
    вопрос вопросы ответ ответь кратко коротко просто простыми словами подробно подробнее детально пример примеры примером
    пошагово шаг шагом шагам тема суть идея работает работают документ документах документы текст конспект файл мне про такое
    этом почему сколько разобраться обзор резюме подытожь`,
  hi: `बना बनाना बनाकर बनाएं बनाएँ लिख लिखकर दिखा सुना पढ़ बोल कह रख रखो निकाल निकालो ढूंढो दें देखना मानिए रोशनी डालिए डालें
    डालो ज़रा फ्लैशकार्ड पल्ले पड़ फर्क बाकी चीज़ें चीज़ों अध्यापक नाम लिया गहराई आरंभ आरम्भ चर्चा चलिए चाहते ज़िक्र जिक्र
    उल्लेख अनुच्छेद पैराग्राफ उपलब्ध कराएँ कराएं जुड़ी जुड़ा जुड़े संबंधित अगली अगले व्याख्या वर्णन विवेचना स्पष्टीकरण
    समझाएंगे समझाएँगे समझाइएगा बताएंगे बताएँगे बताइएगा समझाना समझूँ समझूं सीखूँ सीखें पढ़ें पढ़ूँ पढ़ाओ पढ़ाइए सिखाइए सहायता
    सहायक ताकि वगैरह करते करके करूँ करूं करेंगे सकें सकूँ पाऊँ पाता पाती मिलता मिली मिलेगा देखें देखो दिखाएँ लिखें लिखना लिखी
    गिनाओ गिनाइए बतलाइए कहिए कहो बोलो पूछो पूछिए पूछना पूछ तैयार तैयारी अभ्यास याद रखना रखें बुनियादी बुनियाद आधार मूलभूत
    प्रमुख सार निचोड़ थोड़ा थोड़े थोड़ी पूरा पूरी पूरे सबसे फिर दोबारा दुबारा इसमें इससे इसे उसमें जिससे किसलिए कितनी कौनसा
    कौनसी किन किसने कभी अभी नया छोटा छोटी छोटे बड़ा शीघ्र विस्तारपूर्वक संक्षिप्त आसानी मानो लेकर सामग्री फ़ाइल फाइल किताब
    पुस्तक टिप्पणियाँ टिप्पणियों दस्तावेज़ों दस्तावेजों महत्वपूर्ण महत्व ज़रूरी जरूरी परीक्षा कल आज गृहकार्य शुरुआती बच्चे
    बच्चा छात्र कठिन मुश्किल समस्या भ्रमित उलझन स्पष्ट साफ अवधारणा सिद्धांत भूमिका उद्देश्य अंतर मूल मुख्य बिंदु विचार सूची
    परिचय दोहराना पढ़ाई पढ़ना शब्दों शब्द वाक्य भाषा हिंदी जीवन जल्दी दो दीजिये मेरे मेरी नोट्स कहते लिखा चाहिये जानकारी
    ज़्यादा अधिक और बातें बात दिखाओ दिखाइए तरह तरीके वाले लिए एक पाँच पांच साल ठीक बिल्कुल सकती सके पाया पा रही क्यूँ होती है
    इसका इसके इस उस व तो भी ही ने था थी थे समझाओ समझाइए समझाएं समझाएँ समझा समझना समझने समझ समझाया में मदद करो करें कीजिए कर
    करना बताओ बताइए बताएं बताएँ बता बताना परिभाषा परिभाषित अर्थ मतलब जानना जानने जानता सीखना सिखाओ चाहता चाहती चाहिए सकते सकता
    हैं हूं हूँ कृपया धन्यवाद नमस्ते सवाल प्रश्न उत्तर जवाब सारांश संक्षेप सरल आसान सरलता विस्तार विस्तृत उदाहरण चरण दर कदम
    विषय बारे का की के को से पर क्या क्यों कैसे कब कहाँ कहां कौन कितना कितने किस किसे मुझे मैं आप हम नहीं आ रहा काम करता करती
    होता दस्तावेज़ दस्तावेज पाठ दीजिए यह वह`,
  th: `สำคัญ ความสำคัญ สอบ การสอบ พรุ่งนี้ วันนี้ การบ้าน ผู้เริ่มต้น เริ่มต้น มือใหม่ เด็ก นักเรียน ยาก ปัญหา สับสน งง ชัดเจน
    แนวคิด ทฤษฎี บทบาท จุดประสงค์ แตกต่าง พื้นฐาน หลัก ประเด็น ใจความ รายการ แนะนำ ทบทวน เตรียม คำ ประโยค ภาษา ไทย ชีวิต เร็ว
    มากขึ้น เพิ่มเติม เพิ่ม มาก โน้ต บันทึก ควร พูด คุย พูดคุย กัน แก่ ต่อ เป็นขั้นเป็นตอน แบบ ด้วย แล้ว ก็ อยู่ ไป มา ถึง
    ทั้ง ซึ่ง อัน จริงๆ กันแน่ หนึ่ง อธิบาย เข้าใจ ช่วย บอก สอน เล่า แสดง บรรยาย นิยาม ความหมาย หมายความว่า หมายถึง หมาย ความ
    ว่า รู้ อยาก ต้องการ เรียน เรียนรู้ ขอ กรุณา โปรด ขอบคุณ สวัสดี คำถาม คำตอบ ตอบ ถาม สรุป ภาพรวม ง่าย ง่ายๆ สั้น สั้นๆ
    ละเอียด รายละเอียด ตัวอย่าง ยกตัวอย่าง ทีละ ขั้น ขั้นตอน เรื่อง เกี่ยวกับ คือ อะไร ทำไม อย่างไร ยังไง เมื่อไร เมื่อไหร่
    ที่ไหน ไหน ใคร เท่าไร กี่ ฉัน ผม ดิฉัน เรา คุณ หน่อย ให้ ได้ ไหม มั้ย ครับ ค่ะ คะ นะ ไม่ และ ของ ใน เป็น มี ที่ การ จะ กับ
    จาก โดย นี้ นั้น ทำงาน เอกสาร`,
  he: `חשוב חשיבות מבחן מחר היום שיעורי בית מתחיל מתחילים ילד תלמיד קשה בעיה מבולבל ברור מושג תפקיד מטרה הבדל בסיס עיקרי
    עיקריות נקודות רשימה מבוא חזרה מילים משפט פשוט פשוטות תן תני עוד יותר הסיכומים שלי אומרים צריך צריכה לדעת בוא נדבר תראה
    הסבר הסבירי תסביר תסבירי להסביר הסברה מה מהו מהי מי איך למה מדוע מתי איפה כמה איזה אני לא מבין מבינה להבין עזור עזרי תעזור
    לי ספר תגיד הגדר הגדרה פירוש משמעות סכם סיכום בקצרה בפשטות דוגמה שלב אחר צעד בבקשה תודה על של את זה זו הוא היא`,
  pl: `czaję prościej wspomniał wspomniała wspominał przybliż przybliżyć wdzięczny wdzięczna objaśnienie objaśnij objaśnić
    innych pojęć a aby ale albo bez bo być był była było były by ci co coś czego czemu czy czym dla do gdy gdzie go i ich ile
    im ja jak jaka jaki jakie jakiej jakich jako je jego jej jest jestem jeśli już kiedy kim kogo komu kto która które którego
    której który których lub ma mają mam masz mi mnie mną moja moje moim moich mojej mój może można mu my na nad nam nas nasz
    nawet nic nich nie nim niż o od on ona one oni oraz po pod ponieważ przed przez przy są się skąd swój ta tak także tam te
    tego tej ten też to tu tutaj twoje tych tylko tym ty u w we was wszystko wszystkie wszystkim z za ze że żeby wyjaśnij
    wyjaśnić wyjaśnisz wyjaśni wyjaśnienie wytłumacz wytłumaczyć wytłumaczysz tłumaczyć opisz opisać opis opowiedz opowiedzieć
    opowiesz omów omówić omówienie przedstaw przedstawić zdefiniuj definicja definicję podsumuj podsumować podsumowanie streść
    streścić streszczenie skrócie podaj podać daj dasz dać pokaż pokazać powiedz powiedzieć powiesz mówi mówią mówić rozumiem
    rozumieć rozumiesz zrozumieć zrozumiałem zrozumiałam zrozumienie pojąć ogarniam ogarnąć pomóż pomożesz pomóc pomoc pomocy
    potrzebuję potrzebne chcę chciałbym chciałabym proszę poproszę dziękuję dzięki cześć hej witaj pytanie pytania pytań
    zapytaj odpytaj przepytaj odpowiedź odpowiedzi znaczy znaczenie oznacza oznaczają polega działa działają działanie chodzi
    służy służą wiedzieć wiem wiesz wie znam znać znasz nauczyć naucz nauki uczyć uczę poznać dowiedzieć zgłębić pogłębić
    zacząć zaczynać zacznijmy prosto prosty prosta prostymi proste prostych słowami słowa słów słowo krótko krótki krótka
    krótkie zwięźle szczegółowo szczegóły dokładnie szybko łatwo łatwy łatwe łatwiej przykład przykłady przykładem przykładów
    krok kroku krokiem kroki ważny ważna ważne ważnego najważniejsze najważniejsza najważniejszego najważniejszy
    najważniejszych najważniejszą istotne kluczowe podstawy podstawowe temat tematu temacie pojęcie pojęcia zagadnienie jutro
    dziś dzisiaj sprawdzian sprawdzianu egzamin egzaminu egzaminem kolokwium kartkówka kartkówkę klasówka klasówkę matury
    zadania domowe powtórz powtórzyć powtórka powtórkę dziecku dziecko pięciolatkowi początkujących początkujący laika uczeń
    uczniów nauczyciel nauczycielka wykład wykładu lekcja lekcji notatki notatkach notatek dokumencie dokumentach dokumentów
    plikach tekście materiałach rozdział rozdziale stronie książce podręcznik podręczniku przygotuj przygotować utwórz stwórz
    zrób zrobić napisz napisać ułóż wymień wymienić fiszki fiszkę ćwiczenia porównaj porównanie różnica różnice różni
    zalety wady przyczyny skutki gubię trudne trudny trudna trudno mylę zapominam zapamiętać pamiętać ciekawego więcej
    jeszcze raz trochę naprawdę właściwie dlaczego ogólnie możesz mógłbyś mogłabyś trzeba należy powinienem powinnam muszę
    znajdź poszukaj zdaniach zdanie zdania porozmawiajmy`,
  ko: `전에 관해 훑어보고 빨리 혹시 하고 비슷한 그냥 특히 것 거 좀 더 제 저 저는 나 나는 내 내가 제가 우리 그 이 저것 이것 그것 왜 뭐 뭔가 뭘 뭔지 무엇 무엇을 무슨 어떤 어떻게 어떠한 어디 어디서 어디서부터
    언제 누구 누가 얼마나 몇 예 예시 예를 예제 사례 대해 대해서 대한 관해서 관한 관련 관련된 주제 내용 핵심 요점 요지 개념 정의 의미 뜻 뜻이 뜻은 설명 요약 정리해 소개 비교 분석 구별 구분해 이해 공부 학습 복습
    예습 시험 시험이 퀴즈 문제 질문 대답 답 답변 숙제 과제 발표 수업 강의 교과서 노트 필기 문서 자료 본문 내일 오늘 지금 이번 다음 꼭 제발 부탁 감사 안녕 안녕하세요 쉽게 쉬운 쉽고 간단히 간단하게 간단 간략
    간략히 간략하게 짧게 자세히 자세하게 상세히 상세하게 천천히 차근차근 하나 한 두 세 네 다섯 개 가지 번 단계 단계별 단계별로 순서대로 아이 아이에게 초보 초보자 학생 선생님 친구 말하듯 처음 처음부터 다시 한번 중요
    중요한 중요성 필요 궁금 정확히 정말 진짜 도대체 원래 이유 목적 역할 차이 차이점 장단점 장점 단점 특징 기본 기초 깊이 이야기 얘기 방법 사실 카드 플래시카드 계획 목록 표로 문장 문장으로 단어 말로 용어 못 안 잘
    전혀 아직 헷갈 있는 있는데 있나요 있어 있어요 있습니까 없어 없나요 그리고 그런데 그럼 그러면 하는 해 해줘 해주세요 줘 주세요 줄래 줄래요 주실 주시겠어요 주십시오 하나요 합니까 되나요 돼요 되는 되는지 되지 싶어
    싶어요 싶은데 싶습니다 시작해야 할까 할까요 건가요 거야 건지 인가 인가요 일까 일까요 이야 대략 전체 전반 관점 배경 것은 것을 것이 것도 뜻을 예는 답을 책에 파일에 점은 글에`,
}

/** Several words that ask together; each of them may be content elsewhere. */
const phrases = `step by step|one step at a time|in simple terms|in plain english|in your own words|in other words|from scratch|
  what is the point of|how come|make sense of|like i am five|like im five|like i m 5|in a nutshell|
  for a beginner|five year old|two sentences|three sentences|one sentence|a few words|bullet points|my exam|
  the exam|wrap my head around|schritt für schritt|in einfachen worten|mit einfachen worten|in eigenen worten|
  in wenigen worten|was hat es mit|auf sich|étape par étape|pas à pas|en termes simples|en quelques mots|
  avec des mots simples|à quoi|paso a paso|en pocas palabras|con palabras sencillas|en palabras simples|
  en términos sencillos|passo a passo|em poucas palavras|em termos simples|por palavras simples|passo dopo passo|
  passo per passo|in parole semplici|in poche parole|stap voor stap|adım adım|шаг за шагом|простыми словами|
  простым языком|о чём речь|откуда взялось|rzucić światło|co to|रोशनी डाल|своими словами|в двух словах|خطوة بخطوة|خطوة خطوة|بكلمات بسيطة|từng bước|bằng lời đơn giản|
  चरण दर चरण|कदम दर कदम|सरल शब्दों में|आसान शब्दों में|आसान भाषा में|सरल भाषा में|열 개|다섯 살|할 수|알 수`.split(/\|\s*/)

/** By the ISO 639 code of their language. */
export const askingWords: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(words).map(([language, list]) => [language, list.trim().split(/\s+/)]),
)
export const askingPhrases: readonly string[] = phrases

/**
 * Words of requests that say what is to be made, for whom and for what: they count little when it is judged what a text covers,
 * and are searched for like any word.
 */
const purposes: Record<string, string> = {
  en: `u ur abt wat wats tel cn r n b4 idk tbh rn bc kindly grateful appreciate obliged favor favour state comment account
    justify evaluate assess analyse analyze critique illustrate trace distinguish interpret argue expand recite rehearse brush
    drill spell pull facts fact ask asked slides slide twice nothing sticks stick missing miss cousin brother sister roommate
    classmate go minutes minute ten noting note worth anything interesting sources source list create make generate build draw
    prepare prep produce design compose draft compile flashcard flashcards card cards deck quizzes worksheet plan schedule
    timetable essay paper report presentation talk speech thesis assignment homework coursework project cheat sheet cheatsheet
    crib mnemonic mnemonics tip tips trick tricks hint hints practice exercise exercises mock multiple choice true false
    takeaway takeaways highlight highlights bullet bullets gist insight insights aspect aspects compare contrast comparison
    cause causes effect effects consequence consequences advantage advantages disadvantage disadvantages pros cons mention
    mentions mentioned mentioning cover covers covered regarding concerning related define defined discuss discussed dummies
    beginners noob newbie newbies starters experts undergrad grade school college university lecturer instructor prof chapter
    section page pages part passage passages document folder pdf book textbook reading readings handout script syllabus
    curriculum mix mixing mixed keep forget forgot forgotten remember recall memorise memorize shed light bigger picture
    everything nutshell basically essentially pls plz thx asap gotta kinda dunno cuz wanna lemme knowledge skills ready
    tonight weekend monday tuesday wednesday thursday friday saturday sunday midterm final finals oral viva knowing level
    detail favourite crash course tutorial lesson deeper dig complete full total absolute understanding`,
  de: `kannste haste isn ma vllt iwie freundlich freundlicherweise dankbar liebenswürdig gefallen verbunden skizziere
    skizzieren erörtere erörtern begründe begründen beurteile bewerte bewerten analysiere analysieren interpretiere ordne
    leite belege stelle stellen schildere schildern darlegen darstellen stellung nimm trag zusammentragen durchzugehen
    durchzunehmen vorzustellen aufzuzeigen übersehe übersehen gelesen zweimal hängen hängt bleibt cousin bruder schwester
    mitbewohner kommilitone fakten fakt bekannt besondere besonders spannendes wissenswertes raus such suche finde quellen
    quelle verlangt gefragt ständig immer erstelle erstellen erstell mache machen bau baue entwirf entwirfst bereite
    vorbereiten karteikarte karteikarten lernkarten karten lernplan plan zeitplan stundenplan übungsfragen übungsfrage übung
    übungen übungsaufgaben aufgabe aufgaben quizfragen fragen referat vortrag präsentation aufsatz hausarbeit facharbeit
    bericht abschlussarbeit spickzettel merkzettel eselsbrücke eselsbrücken merkhilfe merkhilfen tipp tipps trick tricks
    kernaussage kernaussagen kernpunkte stichworte ursache ursachen folge folgen auswirkung auswirkungen vorteil vorteile
    nachteil nachteile vergleich vergleiche vergleichen gegenüberstellung unterschiede erwähnt erwähnen vorkommt kommt
    behandelt nachlesen lesen dummies anfänger schüler studierende studenten lehrer lehrerin dozent professor prof vorlesung
    seminar schule uni kapitel abschnitt seite seiten folie folien ordner buch lehrbuch skript handout lehrplan verwechsle
    verwechseln verwechselt merke merken vergesse vergessen vergiss näherbringen näher durchgehen durchnehmen nacherzählen
    kenne wissen kenntnisse prüfe prüfen teste testen abitur matura klausuren montag dienstag mittwoch donnerstag freitag
    samstag sonntag wochenende checke checken raffe gecheckt wirklich überhaupt wesentliche unbedingt bescheid crashkurs
    lektion definiert definieren klingt schwierigkeit`,
  fr: `koi pk pq jsp bcp qqch pe dsl gentillesse reconnaissant aimable amabilité obligeance veuillez auriez esquisse esquisser
    exposez exposer commente commentez analyse analysez justifie justifiez développe développez situe cite relève rédige
    revoir reviens retiens retenir échappe diapo diapos lu cousin frère soeur coloc camarade faits fait connu sait particulier
    cherche trouve sources source arrêt sans vite demandé demandés seront rien y t j qu puis souvent toujours chaque crée
    créer créez fabrique prépare préparer préparez fais fiche fiches carte cartes mémoire planning plan programme entraînement
    exercice exercices quiz qcm interro contrôle exposé dissertation rapport devoir antisèche astuce astuces moyen
    mnémotechnique truc trucs points clés clé essentiel cause causes conséquence conséquences avantage avantages inconvénient
    inconvénients compare comparer comparaison différences mentionne mentionné parle parlent traite traité défini définie nuls
    débutants élève élèves étudiants prof professeur enseignant école fac université chapitre section page pages passage
    passages dossier livre manuel polycopié embrouille embrouiller confonds mélange oublie oublié mémoriser rappelle rappeler
    connaissances teste tester lundi mardi mercredi jeudi vendredi samedi dimanche pige piger capte derrière dessous express
    lire fois toutes bonne pose poser quelque propos stp svp cours magistral bac partiel oral juste début fin vraiment savoir`,
  es: `xq pq xfa porfis amable amabilidad amablemente agradecería agradecido gentileza molestar esboza esbozar exponga comenta
    comente analiza analice argumenta justifica desarrolla desarrolle señala indica redacta facilísimo diapositivas leído
    veces queda escapa primo hermano hermana compañero datos dato conocido sabe especial busca búscame encuentra fuentes
    fuente van pedir pedirán falta inconvenientes empecemos empezamos conmigo repasemos olvida olvidamos crea crear haz genera
    prepara preparar prepárame pon ponme ponerme tarjetas tarjeta fichas ficha plan estudio estudios calendario práctica
    prácticas ejercicio ejercicios test cuestionario examen parcial trabajo ensayo informe presentación exposición chuleta
    truco trucos consejo consejos regla nemotécnica ideas clave claves esencial causa causas consecuencia consecuencias
    ventaja ventajas desventaja desventajas compara comparar comparación diferencias menciona mencionan aparece aparecen habla
    hablan define tontos principiantes alumnos estudiantes profe profesor profesora maestro escuela universidad temario
    capítulo sección página páginas diapositiva parte archivo carpeta libro manual lío confundo confundir olvido olvidé
    recuerdo memorizar repaso repasamos evalúa evaluar evalúame conocimientos lunes martes miércoles jueves viernes sábado
    domingo pillo pillar capto porfa porfavor qué tal leer entender pregunta preguntó preguntaron fondo detrás vez`,
  it: `crea creare prepara preparami preparare fai flashcard flashcards carte schede scheda piano studio programma esercizio
    esercizi esercitazione quiz test interrogazione compito tesina tema relazione presentazione ricerca trucco trucchi
    consiglio consigli punti chiave succo causa cause conseguenza conseguenze vantaggi svantaggi confronta confronto
    differenze menziona menzionato parla parlano definita definito viene principianti assoluti studenti prof professore
    maestra scuola università capitolo sezione pagina pagine diapositive parte cartella libro manuale dispensa confondo
    confondere dimentico memorizzare ricordare ripassiamo prova provare mettimi verifica conoscenze lunedì martedì mercoledì
    giovedì venerdì sabato domenica chiesto chiede roba dietro niente nulla attraverso`,
  pt: `crie criar cria gere prepara prepare preparar monta monte montar faz faça flashcard flashcards cartões cartão fichas
    plano estudo estudos cronograma treino exercício exercícios prática simulado questionário prova exame trabalho redação
    relatório apresentação seminário cola dica dicas truque pontos chave essência causa causas consequência consequências
    vantagem vantagens desvantagens compara comparar diferenças menciona aparece fala falam definida definido leigos
    iniciantes alunos estudantes professor professora escola faculdade universidade capítulo seção página páginas parte pasta
    livro manual apostila confundo confundir esqueço decorar lembrar revisemos testa testar avalia conhecimento conhecimentos
    segunda terça quarta quinta sexta sábado domingo sempre nada trás`,
  ru: `сделай сделать создай создать составь составить подготовь придумай карточки карточка флешкарты план изучения изучение
    расписание тренировочные упражнения задания задание тест викторина экзамен зачёт реферат доклад эссе сочинение презентация
    курсовая диплом шпаргалка шпаргалку подсказка советы совет мнемоника ключевые мысли тезисы причины последствия плюсы
    минусы преимущества недостатки сравни сравнение различия упоминается упоминание говорится определяется чайников начинающих
    студентов школьников учитель преподаватель учительница школа университет лекция лекции глава раздел страница страницы
    слайд часть место папка файле файлах файл книга учебник методичка путаю путаюсь забыл забыла запомнить повторим проверь
    проверить знания понедельник вторник среда четверг пятница суббота воскресенье теме тему тема написать прочитать`,
  ar: `لو سمحت تتكرم تتفضل بمراجعة بشرح بتوضيح ارسم الخطوط العريضة لموضوع بموضوع الشرائح شريحة يعلق ذهني فاتني فات يلزم لازم
    يميز يتميز مميزات خصائص الإيجابيات السلبيات ايجابيات سلبيات اشرحلي احكيلي قلي نبدأ ابدأ يتم تمام حسنا طيب معي لخص لخصي
    عرّف عرف ناقش علل استعرض تناول علق عدد بين رجاء لطفا ممكن بدي عايز حابب شو ايش وش ازاي ليه ايه ممتن شاكر ابن عمي أخي أختي
    صديقي سهل جدا قرأت قرات مرتين الحقائق حقائق المصادر مصادر ابحث جد سيسألون ممتع ممتعا شيئا دائما المزيد اصنع أنشئ إنشاء
    اعمل جهز حضر بطاقات بطاقة تعليمية خطة جدول دراسة دراسية تمارين تدريب أسئلة اختبار امتحان بحث بحثا تقرير مقال عرض تقديمي
    ورقة غش حيلة نصائح نصيحة النقاط أسباب نتائج آثار مزايا عيوب قارن مقارنة يذكر تذكر مذكور معرفة معلومات للمبتدئين الأستاذ
    المعلم المدرس المدرسة الجامعة الفصل القسم الصفحة الجزء جزء المجلد الكتاب المحاضرة أخلط نسيت حفظ أحفظ ذكرني اختبرني وراء
    خلاصة جولة`,
  vi: `cái vậy đằng sau tưởng thế hả ạ nhé giúp hộ cho mình nghe thử lần nữa tạo làm lập soạn viết thẻ nhớ flashcard kế hoạch
    lịch luyện trắc nghiệm đề luận báo cáo thuyết phao mẹo bí quyết ý nguyên nhân hậu quả ưu nhược so sánh khác nhắc đến tệp
    trang chương phần sách giáo trình thầy cô trường lớp nhầm quên ôn đố hỏi đoạn nào chẳng`,
  tr: `beni seni bize hakkında konusundan neydi kısacası hazırla hazırlar oluştur yap kart kartları kartlar bilgi plan planı
    program alıştırma alıştırmalar test sınama sına quiz ödev ödevi makale sunum rapor tez kopya ipucu püf ana noktaları
    noktalar nedenleri sonuçları etkileri avantajları dezavantajları karşılaştır farkları geçiyor bahsediyor tanımlanıyor
    tanımlanır başlayanlar öğrenciler öğretmen hoca hocası okul üniversite bölüm bölümü sayfa sayfası dosya dosyada
    belgelerimde notlarımda kitap karıştırıyorum karıştırırım unuttum hatırlat hatırlamak ezberlemek yazmam lazım anlamıyorum
    birkaç sor hangi kavramının konusunda konusunun arkasında pazartesi salı çarşamba perşembe cuma`,
  zh: `又 再 还 也 怎么回事 回事 究竟 遍 费心 劳驾 麻烦 试述 概括 阐述 论述 简述 列举 评价 分析 结合 谈谈 认识 已知 掌握 趣事 有趣 利 弊 优劣 表哥 同学 课件 看了 漏掉 记不住 顺便 接下来 然后 中 上 下 里
    到 出 测 问 问到 那 谁 帮帮 给 想 份 篇 把 制作 做 生成 创建 道题 几道 道 题 题目 练习 练习题 习题 卡片 记忆 记忆卡 闪卡 计划 学习计划 时间表 测验 测试 测测 考 考试 论文 作文 报告 演讲 演示 小抄 备忘
    口诀 技巧 窍门 关键 关键点 要点 精华 核心 思想 原因 影响 后果 优点 缺点 优缺点 比较 对比 提到 讲义 定义 文档 文件 部分 段落 章节 章 节 页 书 课本 教材 小白 零基础 老师 教授 学校 大学 搞混 混 忘 忘了 记
    记住 知识 检查 一份 一篇 一遍 过 咋 咋回事 啥 啥意思 扮演 角色 彻底 弄 背后 写 读到 关于 位 个 些`,
  hi: `यही वही यहीं वहीं सुनना सुनाओ खुश पास गया गयी आती आते दादी अच्छा ठीक चलो और दीजिए भी शुरू शुरुआत समजाओ यार दोहराने
    दोहराना दोहराओ कृपा करेंगे रूपरेखा बनाओ बनाइए पता भाई बहन दोस्त कहता कहती बहुत स्लाइड बार पढ़ीं पढ़ा पढ़ी याद रहता रहती
    छोड़ छूट पूछा जाएगा जाएंगे रोचक मज़ेदार ढूँढ ढूंढ खोजो खोज स्रोत ख़ास खास विशेष फ़ायदे फायदे नुकसान हमेशा भूल लिखो लिखिए
    टिप्पणी निबंध भाषण तथ्य प्रस्तुति तुलना विशेषताएँ विशेषता लाभ हानि प्रभाव परिणाम प्रकार प्रश्नोत्तरी कार्ड अध्याय पृष्ठ
    शिक्षक सर मैडम कक्षा स्कूल कॉलेज सूची काम आता विवरण आभारी अनुपस्थित सत्र दोपहर थक आख़िरी चीज़ बची ध्यान लायक kya hai batao
    samjhao bataiye karo`,
  ja: `始める 始め 言う 二回 何と 概略 概要 面白い 良い 悪い お手数 手短 落とし 頭 入り 入ら 読 読ん 聞 聞か 見 見て 調べ 示 示せ 挙 挙げ 書 書い 知 一緒 特徴 点 いとこ 兄 姉 友人 スライド 覚え 忘れ 述べ
    論じ 紹介 列挙 整理 復習 予習 暗記 確認 背景 仕組み 流れ 大変 恐縮 恐れ入り 存じ 幸い 助かり 午後 最後 残っ 事実 情報 探し 探す 書類 登場 発生 最初 次 今度 前 先 まず 詳細 最低限 要点 作って 作成 カード
    単語帳 計画 クイズ レポート 発表 作文 論文 コツ ヒント 原因 影響 結果 長所 短所 比較 章 ページ 資料 教科書 先生 授業`,
  pl: `plan test lista quiz problem student profesor referat esej wypracowanie prezentacja ściąga dwa trzy pięć dziesięć dwóch
    trzech główne główny cel etapy sens istota dokument plik tekst materiał książka rola powód matura zadanie strona inny`,
}

export const purposeWords: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(purposes).map(([language, list]) => [language, list.trim().split(/\s+/)]),
)
