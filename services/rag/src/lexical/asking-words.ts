/**
 * Words with which somebody asks, points or wants to be helped, a language each: they tell what kind of answer is wanted and not
 * what it is about. Written as people write them; the analysis folds them.
 */
const words: Record<string, string> = {
  en: `refresher refresh deal missed quiz elaborate discovered happens happen place occurs occur list lists enumerate steps
    discover never ever listing outline gimme wanna gonna
    important importance matter matters matter exam exams test quiz homework assignment class course tomorrow today soon
    five beginner beginners newbie kid child student essential essentials fundamental fundamentals key core concept
    concepts theory purpose use used uses difference role relevant relevance background understandable clear clearly
    unclear lost figure grasp follow read reading write writing check remember memorize revision review studying prepare
    preparing could should might may must shall able hard difficult difficulty possible thorough depth deep dive look
    looking find finding come across heard hear interested interesting started start begin beginning first second sentence
    sentences word words paragraph language english terms term way ways someone somebody everyone friend teacher professor
    tutor professionally ok okay hmm sorry real life world everyday practical scratch summary recap refresh remind
    explain explains explaining explained explanation explanations understand understanding understood help helps tell telling told teach teaching
    show describe describing description define defining definition summarize summarise summary summarizing summarising overview clarify elaborate outline discuss
    mean means meaning meant know knows knowing learn learning need want wanted would like please thanks thank hello hi hey
    question questions answer answers wonder wondering curious confused confusing confuse stuck struggling struggle trouble simple simply simpler
    easy easily basic basics basically brief briefly quick quickly short shortly detail details detailed example examples
    walk through break breakdown introduce introduction intro topic topics subject idea ideas main points key
    exactly actually really kind sort thing things stuff something anything
    don doesn didn isn aren can couldn won wouldn get got im ive id lets let whats hows say says said talk talking
    document documents notes file files text material according lecture chapter beginner layman eli5 sense gist again still better`,
  de: `dient dienen nützt hilft zweck frag abfragen abfrage läuft ablauf entdeckt entdeckte findet statt nie durch blick
    schritte aufzählen zähle schreibe passiert geschieht stattfindet versteht darunter zeigst
    mehr bring bringe beibringen gib gebe geben geh gehe gehen verwirrt verwirrend steht stehen komme kommst klar lass
    lasst uns sprechen reden morgen heute prüfung klausur test hausaufgabe hausaufgaben anfänger anfängerin kind kinder
    laie laien schüler student fünfjähriger nenne nennen nennt liste auflisten meine meinen meiner meinem deine deinen
    unsere unseren dazu davon darüber damit wichtige wichtiger wichtigste bedeutung zweck rolle unterschied grundlegend
    wesentlich wesentliche wesentlichen hauptpunkte kernpunkte kernaussagen grundidee konzept begriff theorie hintergrund
    verständnis begreifen begreife nachvollziehen schwierig schwer problem probleme schwierigkeiten muss müsste sollte
    lerne üben wiederhole wiederholen wiederholung vorbereiten lernzettel notizen mitschrift aufzeichnungen sätzen satz
    worten wörtern wort deutsch sprache leicht leichter verständlicher gründlich ausführliche detailliert detaillierte
    schnell schnelle stichpunkte stichpunkten hätte gern wüsste würden könnten interessiert interessant alltag echt leben
    schreibe schreib gesagt hast habt dafür
    erkläre erklär erklären erklärst erklärt erklärung verstehe versteh verstehen versteht verstanden verständlich hilf hilfe helfen hilfst helft
    sag sage sagen erzähl erzähle erzählen zeig zeige zeigen beschreibe beschreib beschreiben beschreibung definiere definieren definition
    bedeutet bedeuten bedeutung heißt heissen meint gemeint wissen weiß lerne lernen lehre brauche möchte möchten würde würdest könntest kannst könnt
    bitte danke hallo frage fragen antwort überblick übersicht zusammenfassung zusammenfassen zusammen fass fasse erläutere erläutern erläuterung
    einfach einfache einfachen kurz knapp genau eigentlich mal bitte gern gerne beispiel beispiele grundlagen thema punkte wichtigsten wichtig
    funktioniert funktionieren geht gibt worum wozu wofür womit wodurch wieso weshalb warum unterlagen dokument dokumente dokumenten skript text datei
    klar unklar kapiere kapier blicke nochmal genauer ausführlich details idee sinn versteckt`,
  fr: `entend entends entendre découvert découverte inventé énumère énumérer étapes étape agit interroge interroger passe
    produit jamais fais fait point deux trois faire servir servent lieu explicite précise préciser saurais connaître
    connais approfondir besoin
    donne donner donnez donnes guide guider guidez important importante importants importance suis perdu perdue dois doit
    devrais disent expliquerais expliquerait débutant débutants enfant enfants élève étudiant principales principaux
    principal mal parlons parlez ça cela examen contrôle devoir devoirs demain aujourd hui enseigne enseigner apprenez
    difficile difficulté difficultés problème problèmes confus confuse bloqué bloquée saisir saisis clair claire clairement
    clarté essentiel essentielle essentiels notion notions concept concepts théorie rôle but utilité utile intérêt
    différence fonctionnement fondamentaux explications expliqué expliquée expliques introduction présente présenter
    présentation liste points point phrase phrases mots mot langage français quotidien réviser révision fiche fiches faut
    falloir pourrait serait aimerait souhaite souhaiterais voudrait donc encore plus quoi vulgarise rapidement rapide tout
    monde cela leçon chapitre ressources
    explique expliquer expliquez expliques explication expliquons comprendre comprends comprend compris compréhension aide aider aidez
    dis dire dites parle parler parlez montre montrer décris décrire décrivez description définis définir définition définissez
    signifie signification veut dire savoir sais apprendre apprends besoin voudrais veux aimerais peux pouvez pourrais pourriez
    merci bonjour salut question questions réponse résume résumer résumez résumé aperçu clarifier clarifie
    simple simplement simples facile facilement bref brièvement détail détails détaillé exemple exemples sujet idée idées
    exactement vraiment plaît svp fonctionne fonctionnent marche sert consiste document documents cours texte fichier notes moi arrive chose
    est-ce qu’est-ce qu'est-ce c’est quoi`,
  es: `aclara nunca entendí enumera enumerar pasos paso pregúntame preguntar explícalo descubrió descubierto inventó ocurre
    ocurren sucede dónde lugar hazme frases dos tres sirven conocer conozco profundizar detallar detalla precisa precisar
    expón exponer entienda entienden comprenda
    dame darme dar das dé guíame guía guiar importante importantes importancia estoy confundido confundida perdido perdida
    debo debe debería deberías forma manera dicen explicarías explicaría expliques explicando principiante principiantes
    niño niños alumno estudiante principales principal cuesta cuestan ayudarme ayúdeme hablemos hablar mañana hoy tengo
    examen prueba tarea tareas deberes clase quisiera gustaría enseñar enseñarme difícil dificultad dificultades problema
    problemas claro clara claramente concepto conceptos noción teoría papel propósito utilidad útil diferencia esencial
    esenciales fundamental fundamentos clave claves puntos punto lista introducción preséntame presenta repasar repaso
    estudiar estudiando preparar palabras palabra frases frase términos español cotidiano vida rápido rápidamente resumida
    logré consigo captar comprenderlo aclárame aclare mis mi tus tu necesitamos quieras pudieras hazme haz haga desde cero
    capítulo lección recuérdame
    explica explicar explícame explicame explique explicas explicación entender entiendo entiende entendido comprender comprendo comprende
    ayuda ayúdame ayudar dime decir cuéntame cuenta háblame habla muestra muéstrame describe describir descripción define definir definición
    significa significado quiere saber sé aprender aprendo enseña enséñame necesito quiero quisiera gustaría puedes puede podrías podría
    favor gracias hola pregunta preguntas respuesta resume resumir resumen aclara aclarar visión general
    simple sencillo sencilla sencillamente fácil fácilmente breve brevemente detalle detalles ejemplo ejemplos básico tema idea ideas
    exactamente realmente funciona funcionan sirve consiste trata documento documentos texto apuntes archivo logro cosa explicarme entenderlo qué`,
  pt: `nunca entendi enumera enumere enumerar passos pergunta-me pergunte descobriu descoberto inventou ocorre acontece onde
    lugar duas três servem conhecer conheço aprofundar detalhe detalhar
    dá dê dar dê-me dá-me guia guie importante importantes importância estou confuso confusa perdido perdida devo deve
    deveria forma maneira dizem explicaria explicarias explicando iniciante principiante criança crianças aluno estudante
    principais principal custa custam ajudar-me vamos falar falemos amanhã hoje tenho exame prova teste tarefa trabalho
    aula ensinar difícil dificuldade dificuldades problema problemas claro clara conceito conceitos noção teoria papel
    propósito utilidade útil diferença essencial essenciais fundamental fundamentos chave pontos ponto lista introdução
    apresenta apresente rever revisão estudar preparar palavras palavra frases frase termos português cotidiano vida rápido
    rapidamente meus minhas meu minha seus gostaríamos faça fazer percebi entenda ajudem explicar-me explica-me explique-me
    lembra passo
    explica explicar explique explicas explicação entender entendo entende entendi compreender compreendo compreende perceber percebo
    ajuda ajude ajudar ajuda-me diga diz dizer conte conta fale fala mostra mostre descreve descreva descrever descrição define defina definir definição
    significa significado quer saber sei aprender aprendo ensina ensine preciso quero queria gostaria gostava pode podes poderia consegue consigo
    favor obrigado obrigada olá pergunta perguntas resposta resume resuma resumir resumo esclarece esclareça visão geral
    simples simplesmente fácil facilmente breve brevemente detalhe detalhes exemplo exemplos básico tema assunto ideia ideias
    exatamente realmente funciona funcionam serve consiste trata documento documentos texto apontamentos notas arquivo ficheiro coisa me mim`,
  it: `mai elenca elencare passi interrogami scoperto scoperta inventato accade succede avviene dove luogo due tre conoscere
    conosco approfondire dettagliare fare
    dai dammi dare darmi guida guidami importante importanti importanza sono confuso confusa perso persa devo deve dovrei
    modo dicono spiegheresti spiegherebbe spiegarmi principiante principianti bambino bambini studente principali
    principale fatica aiutarmi parliamo domani oggi ho esame verifica compito compiti lezione insegnare difficile
    difficoltà problema problemi chiaro chiara concetto concetti nozione teoria ruolo scopo utilità utile differenza
    essenziale essenziali fondamentale fondamenti chiave punti punto elenco lista introduzione presenta ripassare ripasso
    studiare preparare parole parola frasi frase termini italiano quotidiano vita veloce velocemente miei mie mio mia fai
    fammi afferro riassumimi raccontare ricordami passo passi
    spiega spiegami spiegare spieghi spiegazione capire capisco capisce capito comprendere comprendo aiuta aiutami aiuto aiutare
    dimmi dire dici parla parlami parlare racconta raccontami mostra mostrami descrivi descrivere descrizione definisci definire definizione
    significa significato vuol sapere so imparare imparo insegna insegnami bisogno voglio vorrei puoi può potresti potrebbe
    favore grazie ciao domanda domande risposta riassumi riassumere riassunto chiarisci chiarire panoramica
    semplice semplici semplicemente facile facilmente breve brevemente dettaglio dettagli esempio esempi argomento idea idee
    esattamente davvero funziona funzionano serve consiste tratta documento documenti testo appunti file riesco cosa cos'è che`,
  nl: `geef geven meer belangrijk belang examen toets morgen vandaag beginner kind moeilijk probleem duidelijk onduidelijk
    begrip concept hoofdpunten punten woorden zinnen overzicht samenvatten vat samen stappen praten laat zien leren leer
    aantekeningen
    leg uit uitleg uitleggen begrijp begrijpen snap help vertel beschrijf definieer definitie betekent betekenis graag alsjeblieft
    vraag antwoord samenvatting samenvat eenvoudig kort voorbeeld werkt document documenten`,
  tr: `önemli önemi neden sınav sınavım sınavı yarın bugün acemi başlangıç yeni başlayan çocuk çocuğa öğrenci zor zorlanıyorum
    sorun problem kafam karıştı karışık net açık açıkça kavram kavramı teori rol amaç fark temel temelleri ana fikir
    fikirler noktalar nokta liste giriş tanıt tekrar çalış çalışıyorum hazırlan kelimelerle kelime cümle cümleyle dil
    türkçe günlük hayat hızlı hızlıca bana benim notlarım notlarımda ne diyor hakkında konuşalım konuş ver verebilir
    anlatır öğret göster gösterir bilmem bilmeliyim gereken gerekir gerek nasıl çalıştığını çalışır misiniz adımla
    adımlarla özetleyebilir edebilir yardımına ihtiyacım ihtiyaç var tamamen hiç
    açıkla açıklar açıklayın açıklama açıklayabilir açıklamak anlat anlatır anlatın anlatabilir anlamak anlamama anlamadım anlamıyorum anla anladım anlamı
    yardım yardımcı et eder söyle söyler göster tanımla tanımı tanım demek anlamına gelir bilmek biliyorum öğrenmek öğret istiyorum isterim
    lütfen teşekkürler merhaba soru cevap özetle özet özetler kısaca kısa basit basitçe kolay detaylı ayrıntılı örnek örnekle örnekler konu konusu konusunu
    tam gerçekten hakkında bilgi ver verir adım çalışır işler belge belgeler belgede not notlar misin mısın musun bana nedir nelerdir`,
  zh: `从来 從來 没 没有 搞 发现 發現 发生 發生 列 列出 复习 复述 用途 有用 指 指的是 考考 讲得 通俗 一点 一點 两 两句 句 句话 详细 发生在 我想 谁发现 从不
    工作 内容 內容 多 教 请带 带 帶 一个 一個 很 重要 重要性 方面 对 對 感到 困惑 应该 應該 的话 话 像 五岁 孩子 那样 那樣 我的 里 裡 向 初学者 初學者 新手 小白 要点 要點 重点 重點 不会 不會 到底是
    到底 运作 運作 明天 考 考试 考試 不明 明 白板 我不 我吗 原理 概念 作用 意义 意義 区别 區別 基础 基礎 基本 主要 核心 观点 观念 入门 入門 通俗 易懂 通俗易懂 清楚 大白话 一句 一句话 几句话 语言 中文 给我
    給我 让我 讓我 讓 让 列出 说清楚 深入 全面 快速 复习 複習 作业 作業 课 課 课堂 老师 老師 学生 學生 难 難 困难 困難 问题 不太 不太懂 太 完全 真的 究竟 请用 用于 的是 呀 啊 哦 嘛 么 麼 有关 有關
    相关 知识 知識 讨论 讨论一下 聊聊 聊 看看 看 想要 希望 麻烦 谢谢你 是不是 有没有 哪里 何 何为 何謂 即 怎 样 笔记 筆記
    解释 解釋 说明 說明 一下 讲 講 讲解 講解 告诉 告訴 帮 幫 帮助 幫助 帮我 理解 明白 懂 不懂 看不懂 搞不懂 弄懂 知道 了解 想 想要 要 需要 请 請 请问 謝謝 谢谢 你好
    定义 定義 意思 含义 是什么 什么是 什么 怎么 怎样 如何 为什么 哪些 哪 哪个 谁 多少 几 介绍 介紹 描述 总结 總結 概述 概括 简单 簡單 简要 简单地 详细 詳細 步骤 一步 步 一步一步 逐步
    例子 举例 举 问题 问 回答 关于 文档 資料 资料 文件 笔记 能 能不能 可以 会 吗 呢 吧 把 给 我 我们 你 您 请你 来 说 说说 谈 谈谈 学习 学 用 地 得 再`,
  ja: `もっと 重要 大切 試験 テスト 明日 今日 宿題 初心者 子供 子ども 学生 難しい 問題 わかりやすく 分かりやすく やさしく 概念 理論 役割 目的 違い 基本 基礎 要点 ポイント 重要性 言葉 言い換え 一言 日本語 復習 勉強
    ノート 話 話し 見せ 示し 混乱 困っ 必要 知っ おく べき です か くれ ますか
    説明 解説 教え 教えて 理解 わかり わから 分かり 分から 知り 知る 助け 手伝っ 定義 意味 要約 まとめ 簡単 詳しく 例 質問 答え ください 下さい お願い なぜ どう どのように どの どんな 何 いつ 誰 どこ
    ステップ 順 について とは ます ん ない こと もの たい 私 よう`,
  ar: `ملخصا ملخصًا مختصرا شرحا اكتشف حدث يحدث أين اذكر عدد دائما أبدا اسألني
    مهم مهمة أهمية أهم امتحان اختبار غدا غدًا اليوم واجب درس مبتدئ للمبتدئين طفل طالب صعب صعوبة مشكلة مشوش محتار واضح بوضوح
    مفهوم مفاهيم نظرية دور غرض هدف فائدة فرق أساسي أساسيات الرئيسية رئيسية نقاط النقاط الأفكار أفكار قائمة مقدمة راجع
    مراجعة أدرس ادرس كلمات كلمة جمل جملة عربي العربية الحياة اليومية سريع بسرعة أعطني اعطني تعطيني دعنا نتحدث تحدث حدثني
    المزيد أكثر ملاحظاتي ملاحظات تقول يقول يجب أواجه أنا إلى الى في على عن مع هذا هذه ذلك تلك التي الذي قد ثم أو ان أن إن
    لكن كل عند بشكل بطريقة أرجو رجاء أرني كيفية يمكن تستطيع أحتاج لدي عندي حاجة إليه تماما
    اشرح شرح اشرحي تشرح يشرح وضح توضيح توضح فسر تفسير افهم فهم أفهم نفهم ساعدني ساعد مساعدة تساعدني قل أخبرني اخبرني حدثني علمني أعلمني
    عرف تعريف عرّف معنى يعني تعني المقصود أعرف اعرف معرفة أتعلم تعلم أريد اريد أحتاج ممكن يمكنك هل ما ماذا ماهو ماهي لماذا كيف متى أين اين من كم أي
    فضلك شكرا مرحبا سؤال أسئلة جواب إجابة لخص ملخص تلخيص نبذة باختصار ببساطة بسيط بسيطة بسهولة بالتفصيل تفصيل تفاصيل مثال أمثلة مثالا
    خطوة بخطوة خطوات موضوع فكرة يعمل تعمل مستند المستند مستندات نص ملف لي عن حول هو هي لا لم أستطيع`,
  vi: `quan trọng tầm kiểm tra thi bài tập về nhà ngày mai hôm nay người mới bắt đầu trẻ học sinh sinh viên khó khăn vấn đề
    bối rối rõ ràng khái niệm lý thuyết vai trò mục đích khác biệt cơ bản chính ý tưởng điểm danh sách giới thiệu ôn luyện
    chuẩn bị từ câu ngôn ngữ tiếng việt đời sống hàng nhanh chóng cung cấp đưa ra thêm nữa ghi chú nên biết chúng ta chuyện
    trình bày nêu liệt kê kể dễ ngắn vài lời bằng đang gặp với qua lại nó này đó thật sự chính xác xem hiện tôi ơi ạ nhé đi
    hoàn toàn mà thì đã sẽ
    giải thích hiểu giúp tôi mình em bạn cho biết nói kể dạy chỉ mô tả định nghĩa nghĩa là gì sao tại vì thế nào như ai khi đâu nào bao nhiêu
    muốn cần học hỏi câu trả lời xin vui lòng làm ơn cảm chào tóm tắt tổng quan đơn giản ngắn gọn chi tiết ví dụ từng bước một cách về được không
    hãy có thể với rõ hơn lại tài liệu văn bản hoạt động những các của và`,
  ru: `приведи приведите сделай сделайте каковы какова каков нужна нужен происходит происходит открыл открыта перечисли этапы
    шаги двух трёх никогда выучу подготовь спроси проверь зачем служит разложи полочкам
    важно важен важна важность экзамен экзамена контрольная зачет зачёт завтра сегодня новичку новичок начинающему
    начинающих ребенку ребёнку пятилетнему ученик студент трудно сложно трудности проблема запутался запуталась непонятно
    понятно ясно понятие концепция теория роль цель польза разница основы основные основная главное главные идеи пункты
    список введение познакомь повторить повторение учу готовлюсь подготовиться слова слов предложениях предложение языком
    языке русском жизни быстро дайте больше ещё моих моем конспектах заметках говорится должен должна следует давай
    поговорим поговорить проведи проведите разбери разобрать разъясни разъясните растолкуй представь перечисли именно
    вообще дело устроен устроена устроено никак совсем есть меня тебя требуется нужна
    объясни объясните объяснить объясняй объяснение поясни пояснить поясните понять понимаю понимать понял поняла помоги помогите помочь помощь
    расскажи расскажите рассказать скажи скажите покажи опиши опишите описать описание определи определение дай дайте значит означает значение знать знаю
    выучить изучить научи учить хочу хотел нужно надо можешь можете мог пожалуйста спасибо привет вопрос вопросы ответ ответь
    кратко коротко просто простыми словами подробно подробнее детально пример примеры примером пошагово шаг шагом шагам тема суть идея
    работает работают документ документах документы текст конспект файл мне про такое этом почему зачем сколько разобраться обзор резюме подытожь`,
  hi: `महत्वपूर्ण महत्व ज़रूरी जरूरी परीक्षा कल आज गृहकार्य शुरुआती बच्चे बच्चा छात्र कठिन मुश्किल समस्या भ्रमित उलझन स्पष्ट
    साफ अवधारणा सिद्धांत भूमिका उद्देश्य अंतर मूल मुख्य बिंदु विचार सूची परिचय दोहराना पढ़ाई पढ़ना तैयारी शब्दों शब्द वाक्य
    भाषा हिंदी जीवन जल्दी दो दीजिये मेरे मेरी नोट्स कहते लिखा चाहिये जानकारी ज़्यादा अधिक और बातें बात करते दिखाओ दिखाइए
    तरह तरीके आसानी वाले लिए एक पाँच पांच साल ठीक बिल्कुल सकती सके पाया पा रही क्यूँ होती है इसका इसके इस उस व तो भी ही ने
    था थी थे
    समझाओ समझाइए समझाएं समझाएँ समझा समझना समझने समझ समझाना समझाया समझ में मदद करो करें कीजिए कर करना बताओ बताइए बताएं बताएँ बता बताना
    परिभाषा परिभाषित अर्थ मतलब जानना जानने जानता सीखना सिखाओ चाहता चाहती चाहिए सकते सकता हैं है हूं हूँ कृपया धन्यवाद नमस्ते
    सवाल प्रश्न उत्तर जवाब सारांश संक्षेप संक्षिप्त सरल आसान सरलता विस्तार विस्तृत उदाहरण चरण दर कदम विषय बारे में का की के को से पर और
    क्या क्यों कैसे कब कहाँ कहां कौन कितना कितने किस किसे मुझे मैं आप हम नहीं आ रहा रही काम करता करती होता होती दस्तावेज़ दस्तावेज पाठ दीजिए दो यह वह`,
  th: `สำคัญ ความสำคัญ สอบ การสอบ พรุ่งนี้ วันนี้ การบ้าน ผู้เริ่มต้น เริ่มต้น มือใหม่ เด็ก นักเรียน ยาก ปัญหา สับสน งง ชัดเจน
    แนวคิด ทฤษฎี บทบาท จุดประสงค์ แตกต่าง พื้นฐาน หลัก ประเด็น ใจความ รายการ แนะนำ ทบทวน เตรียม คำ ประโยค ภาษา ไทย ชีวิต
    เร็ว มากขึ้น เพิ่มเติม เพิ่ม มาก โน้ต บันทึก ควร พูด คุย พูดคุย กัน แก่ ต่อ เป็นขั้นเป็นตอน แบบ ด้วย แล้ว ก็ อยู่ ไป มา
    ถึง ทั้ง ซึ่ง อัน จริงๆ กันแน่ หนึ่ง
    อธิบาย เข้าใจ ช่วย บอก สอน เล่า แสดง บรรยาย นิยาม ความหมาย หมายความว่า หมายถึง หมาย ความ ว่า รู้ อยาก ต้องการ เรียน เรียนรู้ ขอ กรุณา โปรด ขอบคุณ สวัสดี
    คำถาม คำตอบ ตอบ ถาม สรุป ภาพรวม ง่าย ง่ายๆ สั้น สั้นๆ ละเอียด รายละเอียด ตัวอย่าง ยกตัวอย่าง ทีละ ขั้น ขั้นตอน เรื่อง เกี่ยวกับ
    คือ อะไร ทำไม อย่างไร ยังไง เมื่อไร เมื่อไหร่ ที่ไหน ไหน ใคร เท่าไร กี่ ฉัน ผม ดิฉัน เรา คุณ หน่อย ให้ ได้ ไหม มั้ย ครับ ค่ะ คะ นะ ไม่ และ ของ ใน เป็น มี ที่ การ จะ กับ จาก โดย นี้ นั้น ทำงาน เอกสาร`,
  he: `חשוב חשיבות מבחן מחר היום שיעורי בית מתחיל מתחילים ילד תלמיד קשה בעיה מבולבל ברור מושג תפקיד מטרה הבדל בסיס עיקרי
    עיקריות נקודות רשימה מבוא חזרה מילים משפט פשוט פשוטות תן תני עוד יותר הסיכומים שלי אומרים צריך צריכה לדעת בוא נדבר תראה
    הסבר הסבירי תסביר תסבירי להסביר הסברה מה מהו מהי מי איך למה מדוע מתי איפה כמה איזה אני לא מבין מבינה להבין עזור עזרי תעזור לי ספר תגיד הגדר הגדרה
    פירוש משמעות סכם סיכום בקצרה בפשטות דוגמה שלב אחר צעד בבקשה תודה על של את זה זו הוא היא`,
}

/** Several words that ask together; each of them may be content elsewhere. */
const phrases = [
  ...[
    'step by step',
    'one step at a time',
    'in simple terms',
    'in plain english',
    'in your own words',
    'in other words',
    'from scratch',
  ],
  ...[
    'what is the point of',
    'how come',
    'make sense of',
    'like i am five',
    'like im five',
    'like i m 5',
    'in a nutshell',
    'for a beginner',
  ],
  ...[
    'five year old',
    'two sentences',
    'three sentences',
    'one sentence',
    'a few words',
    'bullet points',
    'my exam',
    'the exam',
    'wrap my head around',
  ],
  ...[
    'schritt für schritt',
    'in einfachen worten',
    'mit einfachen worten',
    'in eigenen worten',
    'in wenigen worten',
    'was hat es mit',
    'auf sich',
  ],
  ...['étape par étape', 'pas à pas', 'en termes simples', 'en quelques mots', 'avec des mots simples', 'à quoi'],
  ...['paso a paso', 'en pocas palabras', 'con palabras sencillas', 'en palabras simples', 'en términos sencillos'],
  ...['passo a passo', 'em poucas palavras', 'em termos simples', 'por palavras simples'],
  ...['passo dopo passo', 'passo per passo', 'in parole semplici', 'in poche parole', 'stap voor stap'],
  ...[
    'adım adım',
    'шаг за шагом',
    'простыми словами',
    'простым языком',
    'своими словами',
    'в двух словах',
    'خطوة بخطوة',
    'خطوة خطوة',
    'بكلمات بسيطة',
  ],
  ...['từng bước', 'bằng lời đơn giản', 'चरण दर चरण', 'कदम दर कदम', 'सरल शब्दों में', 'आसान शब्दों में', 'आसान भाषा में', 'सरल भाषा में'],
]

/** By the ISO 639 code of their language. */
export const askingWords: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(words).map(([language, list]) => [language, list.trim().split(/\s+/)]),
)
export const askingPhrases: readonly string[] = phrases
