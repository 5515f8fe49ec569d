/**
 * Words with which somebody asks, points or wants to be helped, a language each: they tell what kind of answer is wanted and not
 * what it is about. Written as people write them; the analysis folds them.
 */
const words: Record<string, string> = {
  en: `explain explains explaining explained explanation explanations understand understanding understood help helps tell telling told teach teaching
    show describe describing description define defining definition summarize summarise summary summarizing summarising overview clarify elaborate outline discuss
    mean means meaning meant know knows knowing learn learning need want wanted would like please thanks thank hello hi hey
    question questions answer answers wonder wondering curious confused confusing confuse stuck struggling struggle trouble simple simply simpler
    easy easily basic basics basically brief briefly quick quickly short shortly detail details detailed example examples
    walk through break breakdown introduce introduction intro topic topics subject idea ideas main points key
    exactly actually really kind sort thing things stuff something anything
    don doesn didn isn aren can couldn won wouldn get got im ive id lets let whats hows say says said talk talking
    document documents notes file files text material according lecture chapter beginner layman eli5 sense gist again still better`,
  de: `erkläre erklär erklären erklärst erklärt erklärung verstehe versteh verstehen versteht verstanden verständlich hilf hilfe helfen hilfst helft
    sag sage sagen erzähl erzähle erzählen zeig zeige zeigen beschreibe beschreib beschreiben beschreibung definiere definieren definition
    bedeutet bedeuten bedeutung heißt heissen meint gemeint wissen weiß lerne lernen lehre brauche möchte möchten würde würdest könntest kannst könnt
    bitte danke hallo frage fragen antwort überblick übersicht zusammenfassung zusammenfassen zusammen fass fasse erläutere erläutern erläuterung
    einfach einfache einfachen kurz knapp genau eigentlich mal bitte gern gerne beispiel beispiele grundlagen thema punkte wichtigsten wichtig
    funktioniert funktionieren geht gibt worum wozu wofür womit wodurch wieso weshalb warum unterlagen dokument dokumente dokumenten skript text datei
    klar unklar kapiere kapier blicke nochmal genauer ausführlich details idee sinn versteckt`,
  fr: `explique expliquer expliquez expliques explication expliquons comprendre comprends comprend compris compréhension aide aider aidez
    dis dire dites parle parler parlez montre montrer décris décrire décrivez description définis définir définition définissez
    signifie signification veut dire savoir sais apprendre apprends besoin voudrais veux aimerais peux pouvez pourrais pourriez
    merci bonjour salut question questions réponse résume résumer résumez résumé aperçu clarifier clarifie
    simple simplement simples facile facilement bref brièvement détail détails détaillé exemple exemples sujet idée idées
    exactement vraiment plaît svp fonctionne fonctionnent marche sert consiste document documents cours texte fichier notes moi arrive chose
    est-ce qu’est-ce qu'est-ce c’est quoi`,
  es: `explica explicar explícame explicame explique explicas explicación entender entiendo entiende entendido comprender comprendo comprende
    ayuda ayúdame ayudar dime decir cuéntame cuenta háblame habla muestra muéstrame describe describir descripción define definir definición
    significa significado quiere saber sé aprender aprendo enseña enséñame necesito quiero quisiera gustaría puedes puede podrías podría
    favor gracias hola pregunta preguntas respuesta resume resumir resumen aclara aclarar visión general
    simple sencillo sencilla sencillamente fácil fácilmente breve brevemente detalle detalles ejemplo ejemplos básico tema idea ideas
    exactamente realmente funciona funcionan sirve consiste trata documento documentos texto apuntes archivo logro cosa explicarme entenderlo qué`,
  pt: `explica explicar explique explicas explicação entender entendo entende entendi compreender compreendo compreende perceber percebo
    ajuda ajude ajudar ajuda-me diga diz dizer conte conta fale fala mostra mostre descreve descreva descrever descrição define defina definir definição
    significa significado quer saber sei aprender aprendo ensina ensine preciso quero queria gostaria gostava pode podes poderia consegue consigo
    favor obrigado obrigada olá pergunta perguntas resposta resume resuma resumir resumo esclarece esclareça visão geral
    simples simplesmente fácil facilmente breve brevemente detalhe detalhes exemplo exemplos básico tema assunto ideia ideias
    exatamente realmente funciona funcionam serve consiste trata documento documentos texto apontamentos notas arquivo ficheiro coisa me mim`,
  it: `spiega spiegami spiegare spieghi spiegazione capire capisco capisce capito comprendere comprendo aiuta aiutami aiuto aiutare
    dimmi dire dici parla parlami parlare racconta raccontami mostra mostrami descrivi descrivere descrizione definisci definire definizione
    significa significato vuol sapere so imparare imparo insegna insegnami bisogno voglio vorrei puoi può potresti potrebbe
    favore grazie ciao domanda domande risposta riassumi riassumere riassunto chiarisci chiarire panoramica
    semplice semplici semplicemente facile facilmente breve brevemente dettaglio dettagli esempio esempi argomento idea idee
    esattamente davvero funziona funzionano serve consiste tratta documento documenti testo appunti file riesco cosa cos'è che`,
  nl: `leg uit uitleg uitleggen begrijp begrijpen snap help vertel beschrijf definieer definitie betekent betekenis graag alsjeblieft
    vraag antwoord samenvatting samenvat eenvoudig kort voorbeeld werkt document documenten`,
  tr: `açıkla açıklar açıklayın açıklama açıklayabilir açıklamak anlat anlatır anlatın anlatabilir anlamak anlamama anlamadım anlamıyorum anla anladım anlamı
    yardım yardımcı et eder söyle söyler göster tanımla tanımı tanım demek anlamına gelir bilmek biliyorum öğrenmek öğret istiyorum isterim
    lütfen teşekkürler merhaba soru cevap özetle özet özetler kısaca kısa basit basitçe kolay detaylı ayrıntılı örnek örnekle örnekler konu konusu konusunu
    tam gerçekten hakkında bilgi ver verir adım çalışır işler belge belgeler belgede not notlar misin mısın musun bana nedir nelerdir`,
  zh: `解释 解釋 说明 說明 一下 讲 講 讲解 講解 告诉 告訴 帮 幫 帮助 幫助 帮我 理解 明白 懂 不懂 看不懂 搞不懂 弄懂 知道 了解 想 想要 要 需要 请 請 请问 謝謝 谢谢 你好
    定义 定義 意思 含义 是什么 什么是 什么 怎么 怎样 如何 为什么 哪些 哪 哪个 谁 多少 几 介绍 介紹 描述 总结 總結 概述 概括 简单 簡單 简要 简单地 详细 詳細 步骤 一步 步 一步一步 逐步
    例子 举例 举 问题 问 回答 关于 文档 資料 资料 文件 笔记 能 能不能 可以 会 吗 呢 吧 把 给 我 我们 你 您 请你 来 说 说说 谈 谈谈 学习 学 用 地 得 再`,
  ja: `説明 解説 教え 教えて 理解 わかり わから 分かり 分から 知り 知る 助け 手伝っ 定義 意味 要約 まとめ 簡単 詳しく 例 質問 答え ください 下さい お願い なぜ どう どのように どの どんな 何 いつ 誰 どこ
    ステップ 順 について とは ます ん ない こと もの たい 私 よう`,
  ar: `اشرح شرح اشرحي تشرح يشرح وضح توضيح توضح فسر تفسير افهم فهم أفهم نفهم ساعدني ساعد مساعدة تساعدني قل أخبرني اخبرني حدثني علمني أعلمني
    عرف تعريف عرّف معنى يعني تعني المقصود أعرف اعرف معرفة أتعلم تعلم أريد اريد أحتاج ممكن يمكنك هل ما ماذا ماهو ماهي لماذا كيف متى أين اين من كم أي
    فضلك شكرا مرحبا سؤال أسئلة جواب إجابة لخص ملخص تلخيص نبذة باختصار ببساطة بسيط بسيطة بسهولة بالتفصيل تفصيل تفاصيل مثال أمثلة مثالا
    خطوة بخطوة خطوات موضوع فكرة يعمل تعمل مستند المستند مستندات نص ملف لي عن حول هو هي لا لم أستطيع`,
  vi: `giải thích hiểu giúp tôi mình em bạn cho biết nói kể dạy chỉ mô tả định nghĩa nghĩa là gì sao tại vì thế nào như ai khi đâu nào bao nhiêu
    muốn cần học hỏi câu trả lời xin vui lòng làm ơn cảm chào tóm tắt tổng quan đơn giản ngắn gọn chi tiết ví dụ từng bước một cách về được không
    hãy có thể với rõ hơn lại tài liệu văn bản hoạt động những các của và`,
  ru: `объясни объясните объяснить объясняй объяснение поясни пояснить поясните понять понимаю понимать понял поняла помоги помогите помочь помощь
    расскажи расскажите рассказать скажи скажите покажи опиши опишите описать описание определи определение дай дайте значит означает значение знать знаю
    выучить изучить научи учить хочу хотел нужно надо можешь можете мог пожалуйста спасибо привет вопрос вопросы ответ ответь
    кратко коротко просто простыми словами подробно подробнее детально пример примеры примером пошагово шаг шагом шагам тема суть идея
    работает работают документ документах документы текст конспект файл мне про такое этом почему зачем сколько разобраться обзор резюме подытожь`,
  hi: `समझाओ समझाइए समझाएं समझाएँ समझा समझना समझने समझ समझाना समझाया समझ में मदद करो करें कीजिए कर करना बताओ बताइए बताएं बताएँ बता बताना
    परिभाषा परिभाषित अर्थ मतलब जानना जानने जानता सीखना सिखाओ चाहता चाहती चाहिए सकते सकता हैं है हूं हूँ कृपया धन्यवाद नमस्ते
    सवाल प्रश्न उत्तर जवाब सारांश संक्षेप संक्षिप्त सरल आसान सरलता विस्तार विस्तृत उदाहरण चरण दर कदम विषय बारे में का की के को से पर और
    क्या क्यों कैसे कब कहाँ कहां कौन कितना कितने किस किसे मुझे मैं आप हम नहीं आ रहा रही काम करता करती होता होती दस्तावेज़ दस्तावेज पाठ दीजिए दो यह वह`,
  th: `อธิบาย เข้าใจ ช่วย บอก สอน เล่า แสดง บรรยาย นิยาม ความหมาย หมายความว่า หมายถึง หมาย ความ ว่า รู้ อยาก ต้องการ เรียน เรียนรู้ ขอ กรุณา โปรด ขอบคุณ สวัสดี
    คำถาม คำตอบ ตอบ ถาม สรุป ภาพรวม ง่าย ง่ายๆ สั้น สั้นๆ ละเอียด รายละเอียด ตัวอย่าง ยกตัวอย่าง ทีละ ขั้น ขั้นตอน เรื่อง เกี่ยวกับ
    คือ อะไร ทำไม อย่างไร ยังไง เมื่อไร เมื่อไหร่ ที่ไหน ไหน ใคร เท่าไร กี่ ฉัน ผม ดิฉัน เรา คุณ หน่อย ให้ ได้ ไหม มั้ย ครับ ค่ะ คะ นะ ไม่ และ ของ ใน เป็น มี ที่ การ จะ กับ จาก โดย นี้ นั้น ทำงาน เอกสาร`,
  he: `הסבר הסבירי תסביר תסבירי להסביר הסברה מה מהו מהי מי איך למה מדוע מתי איפה כמה איזה אני לא מבין מבינה להבין עזור עזרי תעזור לי ספר תגיד הגדר הגדרה
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
