/** Requests of students in one language, and the texts that they may be about. */
export interface Requests {
  /** `X` stands for a topic. */
  phrasings: string[]
  /** The topic as it is named in a request, and a text about it. */
  covered: [topic: string, text: string][]
  /** Small talk and requests that no text of a library answers. */
  talk: string[]
  uncovered: string[]
}

export const requests: Record<string, Requests> = {
  en: {
    phrasings: `can you walk me through X|X — what's that?|quiz me on X pls|I have an exam about X|give me the gist of X
so what's X all about|Could you please shed some light on X?|tell me everything you know about X|X for dummies
I keep mixing things up with X|remind me what X is|what do we mean by X|in a nutshell: X
Please create flashcards about X|make me a study plan for X|Draw up some practice questions on X
is X hard to learn?|whats the big idea behind X|eli5 X|My teacher asked about X, help|Do my notes cover X?
what did the lecture say regarding X|I need a cheat sheet on X|key takeaways of X?
compare and contrast aspects of X|how is X defined in my documents|Any tips for remembering X?
I gotta write an essay on X|show me the part about X|Which of my files mentions X?
what are the causes and effects of X|pls explian X|explain X breifly|Run me through X one more time
What role does X play?|Test my knowledge of X|Prep me for a quiz about X|Where can I read about X?
Could X be on the test?|let me know how X works in practice|Could you go over X with me?|X, please
I was absent when we did X|Give me a rundown of X|What do I have to memorise for X?|Put X into simple English
I can't wrap my head around X|Dumb question, but what is X?|Where does my script talk about X?
How would a professor explain X?|Turn X into a quiz|Would you mind explaining X again?
Sum up X in three bullet points|yo explain X real quick|Tell me why X matters
Is there anything on X in my uploads?|Could you draft an outline on X?|What's the definition of X?
Any good analogy for X?|I'd like a deep dive into X|10 facts about X|make me understand X|Let's revise X
Interview me on X|whats X agian?|What happens during X?|Rephrase the section on X|Who came up with X?
how do you spell out X simply|Can you list the most important terms of X?
Could you clarify X?|I want to learn X|Give me a quick refresher on X|What's the deal with X?|Why does X happen?|Quiz me on X|Can you summarise the chapter on X?|Make X easy to understand|What is meant by X?|I never understood X|In two sentences, what is X?|Please elaborate on X|I missed the lecture on X|Write a short summary of X|What is the purpose of X?|Where does X take place?|how do i remember X|Who discovered X?|List the steps of X|what's X
What is X?|Explain X|Explain X step by step|Can you explain X to me?|Help me understand X|I don't understand X|I do not get X at all|How does X work?
Tell me about X|Tell me more about X, please|Teach me X|Describe X briefly|Define X|Give me an overview of X|Summarize X|What does X mean?
Please walk me through X|Could you give me an example of X?|Why is X important?|I need help with X|I'm confused about X|What should I know about X?
Explain X in simple terms|Explain X like I'm five|X?|Break down X for me|What do my notes say about X?|How would you explain X to a beginner?
What are the main ideas of X?|I'm struggling with X, can you help?|Let's talk about X|Show me how X works|What exactly is X and how does it work?|I have an exam on X tomorrow`.split(
      /[|\n]/,
    ),
    covered: [
      [
        'photosynthesis',
        'Photosynthesis lets green plants make sugar from carbon dioxide and water with the energy of sunlight.',
      ],
      ['osmosis', 'Osmosis is the movement of water through a membrane that is only permeable to the solvent.'],
      ['the French Revolution', 'The French Revolution began in 1789 and ended the absolute monarchy in France.'],
      ['entropy', 'Entropy measures the disorder of a system; it never decreases in an isolated one.'],
      ['natural selection', 'Natural selection favours organisms whose traits help them to survive and reproduce.'],
      ['binary search', 'A binary search halves a sorted list until the element is found.'],
      ['supply and demand', 'Supply and demand set the price of a good in a market.'],
      ['plate tectonics', 'Plate tectonics describes how parts of the crust of the earth move and cause earthquakes.'],
      ['the mitochondrion', 'A mitochondrion is the organelle in which a cell makes most of its energy carrier ATP.'],
      ['inflation', 'Inflation is a general rise of prices, so that money buys less.'],
    ],
    talk: [
      'hello there',
      'how are you doing today?',
      'thanks, that was great',
      'write me a poem about love',
      "what's the weather like tomorrow?",
      'tell me a joke',
      'what can you do?',
      'translate good morning into Japanese',
      'who are you?',
      'good night',
      "I'm bored",
      'recommend a movie',
      'what time is it in Tokyo?',
      'how do I cook rice?',
      'help me write an email to my landlord',
      'what is 17 times 23?',
      'which laptop should I buy?',
      'can we be friends?',
      'I feel stressed about my exams',
      'how do I install Linux?',
    ],
    uncovered: [
      'black holes',
      'the Ottoman Empire',
      'quantum tunnelling',
      'impressionism',
      'the krebs cycle',
      'linked lists',
      'sonata form',
      'volcanoes',
      'Kant’s ethics',
      'vaccination',
    ],
  },
  de: {
    phrasings: `Kannst du mir X mal näherbringen?|X – was ist das überhaupt?|Frag mich zu X aus
Ich schreibe morgen eine Klausur zu X|Worauf läuft X hinaus?|Gib mir das Wichtigste zu X|Erzähl mal was zu X
X für Dummies|Ich verwechsle bei X immer alles|Erinnere mich, was X ist|Was versteht man eigentlich unter X?
Kurz gesagt: X?|Mach mir Karteikarten zu X|Erstelle einen Lernplan für X|Stell mir ein paar Übungsfragen zu X
Ist X schwer?|Was steckt hinter X?|Mein Lehrer hat nach X gefragt, hilf mir|Kommt X in meinen Notizen vor?
Was sagt das Skript zu X?|Ich brauche einen Spickzettel zu X|Die Kernaussagen von X bitte
Wie wird X in den Unterlagen definiert?|Hast du Eselsbrücken für X?|Ich muss ein Referat über X halten
Zeig mir die Stelle zu X|In welcher Datei geht es um X?|Welche Ursachen und Folgen hat X?|erklär mir bite X
Welche Rolle spielt X?|Prüfe mein Wissen über X|Wo kann ich etwas über X nachlesen?
Könntest du X bitte nochmal durchgehen?|Ich checke X nicht|Was muss man über X unbedingt wissen?
Geh bitte X mit mir durch|X bitte|Ich war krank, als wir X hatten|Gib mir einen kurzen Abriss zu X
Was muss ich mir bei X merken?|Drück X einfacher aus|X will mir nicht in den Kopf|Blöde Frage, aber was ist X?
Wo steht im Skript etwas zu X?|Mach aus X ein Quiz|Würdest du X noch einmal erklären?
Fass X in drei Stichpunkten zusammen|Warum spielt X eine Rolle?|Habe ich etwas zu X hochgeladen?
Schreib mir eine Gliederung zu X|Wie lautet die Definition von X?|Gibt es einen guten Vergleich für X?
Ich möchte tiefer in X einsteigen|Zehn Fakten über X|Lass uns X wiederholen|Prüf mich in X|Was passiert bei X?
Formuliere den Abschnitt zu X um|Nenne die wichtigsten Begriffe zu X|Sag mal, was war nochmal X?
Ich möchte X lernen|Was versteht man unter X?|Kannst du X genauer beschreiben?|Mach mir X verständlich|Frag mich zu X ab|Schreib eine kurze Zusammenfassung über X|Wozu dient X?|Ich habe X nie kapiert|In zwei Sätzen: was ist X?|Wie läuft X ab?|Wer hat X entdeckt?|Nenne die Schritte bei X|Erklär mal X|Worum geht es bei X?|Ich blicke bei X nicht durch|Was muss ich zu X wissen?|Wo findet X statt?|Was hat es mit X auf sich?
Was ist X?|Erkläre X|Erkläre mir X|Erkläre mir X Schritt für Schritt|Kannst du mir X erklären?|Hilf mir, X zu verstehen|Ich verstehe X nicht|Wie funktioniert X?
Erzähl mir etwas über X|Erzähle mir bitte mehr über X|Bring mir X bei|Beschreibe X kurz|Definiere X|Gib mir einen Überblick über X|Fasse X zusammen|Was bedeutet X?
Geh mit mir bitte X durch|Könntest du mir ein Beispiel für X geben?|Warum ist X wichtig?|Ich brauche Hilfe bei X|X verwirrt mich|Was sollte ich über X wissen?
Erkläre X in einfachen Worten|Erkläre X so, dass es ein Kind versteht|X?|Was steht in meinen Unterlagen über X?|Wie würdest du X einem Anfänger erklären?
Was sind die wichtigsten Punkte bei X?|Ich komme mit X nicht klar, kannst du helfen?|Lass uns über X sprechen|Zeig mir, wie X funktioniert|Was genau ist X und wie funktioniert es?|Ich habe morgen eine Prüfung über X|Kannst du X ausführlich erläutern?`.split(
      /[|\n]/,
    ),
    covered: [
      [
        'Photosynthese',
        'Bei der Photosynthese stellen grüne Pflanzen mit dem Licht der Sonne Zucker aus Kohlendioxid und Wasser her.',
      ],
      ['Osmose', 'Osmose ist die Wanderung von Wasser durch eine Membran, die nur das Lösungsmittel durchlässt.'],
      [
        'die Französische Revolution',
        'Die Französische Revolution begann 1789 und beendete in Frankreich die absolute Monarchie.',
      ],
      ['Entropie', 'Die Entropie misst die Unordnung eines Systems und nimmt in einem abgeschlossenen nie ab.'],
      ['natürliche Selektion', 'Die natürliche Selektion begünstigt Lebewesen, deren Merkmale das Überleben erleichtern.'],
      ['binäre Suche', 'Eine binäre Suche halbiert eine sortierte Liste, bis das Element gefunden ist.'],
      ['Angebot und Nachfrage', 'Angebot und Nachfrage bestimmen auf einem Markt den Preis eines Gutes.'],
      ['Plattentektonik', 'Die Plattentektonik beschreibt, wie sich Teile der Erdkruste bewegen und Erdbeben auslösen.'],
      ['das Mitochondrium', 'Ein Mitochondrium ist das Organell, in dem die Zelle ihren Energieträger ATP bildet.'],
      ['Inflation', 'Inflation ist ein allgemeiner Anstieg der Preise, so dass man für Geld weniger bekommt.'],
    ],
    talk: [
      "hallo, wie geht's?",
      'danke, das war super',
      'schreib mir ein Gedicht über die Liebe',
      'wie wird das Wetter morgen?',
      'erzähl mir einen Witz',
      'was kannst du alles?',
      'wer bist du?',
      'gute Nacht',
      'mir ist langweilig',
      'empfiehl mir einen Film',
      'wie koche ich Reis?',
      'hilf mir bei einer Mail an meinen Vermieter',
      'was ist 17 mal 23?',
      'welchen Laptop soll ich kaufen?',
      'ich bin gestresst wegen der Prüfungen',
    ],
    uncovered: [
      'schwarze Löcher',
      'das Osmanische Reich',
      'den Tunneleffekt',
      'den Impressionismus',
      'den Citratzyklus',
      'verkettete Listen',
      'die Sonatenform',
      'Vulkane',
      'Kants Ethik',
      'Impfungen',
    ],
  },
  es: {
    phrasings: `¿Me puedes explicar de qué va X?|X… ¿eso qué es?|Hazme un test sobre X|Tengo un parcial de X
Dame lo esencial de X|Ayúdame con X porfa|¿Qué tal si repasamos X?|X para tontos|Siempre me lío con X
Recuérdame qué es X|En pocas palabras: X|Haz tarjetas de estudio sobre X|Prepárame un plan de estudio para X
Ponme unas preguntas de práctica sobre X|¿Es difícil X?|¿Qué hay detrás de X?|Mi profe preguntó por X
¿Aparece X en mis apuntes?|¿Qué dice el temario sobre X?|Necesito una chuleta de X|Las ideas clave de X
¿Cómo se define X en mis documentos?|Tengo que hacer un trabajo sobre X|Muéstrame la parte sobre X
¿En qué archivo se habla de X?|¿Cuáles son las causas y consecuencias de X?|explicame porfavor X
¿Qué papel tiene X?|Evalúa lo que sé de X|¿Dónde puedo leer sobre X?|Quiero entender bien X|No pillo X
Repasa conmigo X|X, por favor|Falté a clase cuando dimos X|Dame un resumen rápido de X
¿Qué tengo que memorizar de X?|Dilo más fácil: X|No me entra X en la cabeza|Pregunta tonta: ¿qué es X?
¿Dónde hablan mis apuntes de X?|Convierte X en un cuestionario|¿Te importaría explicar X otra vez?
Resume X en tres puntos|¿Por qué importa X?|¿Subí algo sobre X?|Hazme un esquema de X
¿Cuál es la definición de X?|¿Hay una buena analogía para X?|Quiero profundizar en X|Diez datos sobre X
Vamos a repasar X|Pónme a prueba con X|¿Qué pasa durante X?|Reformula la sección sobre X
Enumera los términos más importantes de X
Quiero aprender X|¿Qué se entiende por X?|Aclárame X|Hazme un resumen de X|¿Para qué sirve X?|Nunca entendí X|En dos frases, ¿qué es X?|¿Quién descubrió X?|Enumera los pasos de X|¿De qué trata X?|Pregúntame sobre X|¿Dónde ocurre X?|Me gustaría saber más de X|Explícalo: X|¿En qué consiste X?
¿Qué es X?|Explica X|Explícame X|Explícame X paso a paso|¿Puedes explicarme X?|Ayúdame a entender X|No entiendo X|¿Cómo funciona X?
Háblame de X|Cuéntame más sobre X, por favor|Enséñame X|Describe X brevemente|Define X|Dame una visión general de X|Resume X|¿Qué significa X?
Guíame por X, por favor|¿Podrías darme un ejemplo de X?|¿Por qué es importante X?|Necesito ayuda con X|Estoy confundido con X|¿Qué debo saber sobre X?
Explica X con palabras sencillas|Explica X de forma simple|¿X?|¿Qué dicen mis apuntes sobre X?|¿Cómo le explicarías X a un principiante?|¿Cuáles son las ideas principales de X?
Me cuesta X, ¿puedes ayudarme?|Hablemos de X|Muéstrame cómo funciona X|¿Qué es exactamente X y cómo funciona?|Mañana tengo un examen sobre X|No logro comprender X`.split(
      /[|\n]/,
    ),
    covered: [
      [
        'la fotosíntesis',
        'En la fotosíntesis las plantas verdes producen azúcar con la luz del sol a partir de dióxido de carbono y agua.',
      ],
      ['la ósmosis', 'La ósmosis es el paso de agua a través de una membrana que solo deja pasar el disolvente.'],
      ['la Revolución francesa', 'La Revolución francesa comenzó en 1789 y acabó con la monarquía absoluta en Francia.'],
      ['la entropía', 'La entropía mide el desorden de un sistema y nunca disminuye en uno aislado.'],
      ['la selección natural', 'La selección natural favorece a los organismos cuyos rasgos les ayudan a sobrevivir.'],
      ['la búsqueda binaria', 'Una búsqueda binaria divide una lista ordenada por la mitad hasta encontrar el elemento.'],
      ['la oferta y la demanda', 'La oferta y la demanda fijan el precio de un bien en un mercado.'],
      [
        'la tectónica de placas',
        'La tectónica de placas describe cómo se mueven partes de la corteza de la tierra y causan terremotos.',
      ],
      ['la mitocondria', 'La mitocondria es el orgánulo en el que la célula produce el ATP.'],
      ['la inflación', 'La inflación es una subida general de los precios: con el dinero se compra menos.'],
    ],
    talk: [
      'hola, ¿qué tal?',
      'gracias, genial',
      'escríbeme un poema de amor',
      '¿qué tiempo hará mañana?',
      'cuéntame un chiste',
      '¿qué sabes hacer?',
      '¿quién eres?',
      'buenas noches',
      'me aburro',
      'recomiéndame una película',
      '¿cómo se cocina el arroz?',
      'ayúdame a escribir un correo a mi casero',
      '¿cuánto es 17 por 23?',
      '¿qué portátil me compro?',
      'estoy agobiado por los exámenes',
    ],
    uncovered: [
      'los agujeros negros',
      'el Imperio otomano',
      'el efecto túnel',
      'el impresionismo',
      'el ciclo de Krebs',
      'las listas enlazadas',
      'la forma sonata',
      'los volcanes',
      'la ética de Kant',
      'las vacunas',
    ],
  },
  fr: {
    phrasings: `Tu peux me parler un peu de X ?|X, c'est quoi au juste ?|Fais-moi un quiz sur X|J'ai un contrôle sur X
Donne-moi l'essentiel sur X|De quoi parle X ?|X pour les nuls|Je m'embrouille toujours avec X
Rappelle-moi ce qu'est X|En un mot : X ?|Crée des fiches de révision sur X
Prépare-moi un planning pour réviser X|Pose-moi des questions d'entraînement sur X|C'est difficile, X ?
Qu'y a-t-il derrière X ?|Mon prof a parlé de X, aide-moi|Est-ce que mes notes parlent de X ?
Que dit le cours à propos de X ?|Il me faut un résumé express de X|Les points clés de X
Comment X est défini dans mes documents ?|Je dois faire un exposé sur X|Montre-moi le passage sur X
Dans quel fichier parle-t-on de X ?|Quelles sont les causes et les conséquences de X ?|explique moi stp X
Quel est le rôle de X ?|Teste mes connaissances sur X|Où puis-je lire quelque chose sur X ?|Je pige rien à X
J'aimerais comprendre X une bonne fois pour toutes|Revois X avec moi|X, s'il te plaît
J'étais absent quand on a fait X|Fais-moi un topo sur X|Que faut-il retenir de X ?|Dis-le plus simplement : X
X ne me rentre pas dans la tête|Question bête : c'est quoi X ?|Où mon cours parle-t-il de X ?
Transforme X en quiz|Pourrais-tu réexpliquer X ?|Résume X en trois points|Pourquoi X compte ?
Ai-je téléversé quelque chose sur X ?|Fais-moi un plan sur X|Quelle est la définition de X ?
Y a-t-il une bonne analogie pour X ?|Je veux approfondir X|Dix faits sur X|Révisons X
Interroge-moi à fond sur X|Que se passe-t-il pendant X ?|Reformule la partie sur X
Cite les termes les plus importants de X
Je veux apprendre X|Qu'entend-on par X ?|Fais-moi un résumé de X|À quoi sert X ?|Je n'ai jamais compris X|En deux phrases, X ?|Qui a découvert X ?|Énumère les étapes de X|De quoi s'agit-il dans X ?|Interroge-moi sur X|Où se passe X ?|J'aimerais en savoir plus sur X|En quoi consiste X ?|Fais le point sur X
Qu'est-ce que X ?|Explique X|Explique-moi X|Explique-moi X étape par étape|Peux-tu m'expliquer X ?|Aide-moi à comprendre X|Je ne comprends pas X|Comment fonctionne X ?
Parle-moi de X|Dis-m'en plus sur X, s'il te plaît|Apprends-moi X|Décris X brièvement|Définis X|Donne-moi un aperçu de X|Résume X|Que signifie X ?
Guide-moi pas à pas dans X|Pourrais-tu me donner un exemple de X ?|Pourquoi X est important ?|J'ai besoin d'aide avec X|Je suis perdu avec X|Que dois-je savoir sur X ?
Explique X en termes simples|Explique X simplement|X ?|Que disent mes notes sur X ?|Comment expliquerais-tu X à un débutant ?|Quelles sont les idées principales de X ?
J'ai du mal avec X, peux-tu m'aider ?|Parlons de X|Montre-moi comment fonctionne X|C'est quoi X exactement et comment ça marche ?|J'ai un examen sur X demain|Pouvez-vous expliquer X en détail ?`.split(
      /[|\n]/,
    ),
    covered: [
      [
        'la photosynthèse',
        'Par la photosynthèse les plantes vertes produisent du sucre avec la lumière à partir de dioxyde de carbone et d’eau.',
      ],
      ['l’osmose', 'L’osmose est le passage de l’eau à travers une membrane qui ne laisse passer que le solvant.'],
      ['la Révolution française', 'La Révolution française commença en 1789 et mit fin à la monarchie absolue en France.'],
      ['l’entropie', 'L’entropie mesure le désordre d’un système et ne diminue jamais dans un système isolé.'],
      ['la sélection naturelle', 'La sélection naturelle favorise les organismes dont les traits les font survivre.'],
      ['la recherche dichotomique', 'Une recherche dichotomique coupe une liste triée en deux jusqu’à trouver l’élément.'],
      ['l’offre et la demande', 'L’offre et la demande fixent le prix d’un bien sur un marché.'],
      [
        'la tectonique des plaques',
        'La tectonique des plaques décrit le mouvement de la croûte de la terre, qui cause les séismes.',
      ],
      ['la mitochondrie', 'La mitochondrie est l’organite où la cellule produit son ATP.'],
      ['l’inflation', 'L’inflation est une hausse générale des prix : on achète moins avec son argent.'],
    ],
    talk: [
      'salut, ça va ?',
      "merci, c'était super",
      "écris-moi un poème d'amour",
      'quel temps fera-t-il demain ?',
      'raconte-moi une blague',
      'que sais-tu faire ?',
      'qui es-tu ?',
      'bonne nuit',
      "je m'ennuie",
      'conseille-moi un film',
      'comment cuire du riz ?',
      'aide-moi à écrire un mail à mon propriétaire',
      'combien font 17 fois 23 ?',
      'quel ordinateur acheter ?',
      'je suis stressé par les examens',
    ],
    uncovered: [
      'les trous noirs',
      'l’Empire ottoman',
      'l’effet tunnel',
      'l’impressionnisme',
      'le cycle de Krebs',
      'les listes chaînées',
      'la forme sonate',
      'les volcans',
      'l’éthique de Kant',
      'les vaccins',
    ],
  },
  zh: {
    phrasings:
      `能带我过一遍X吗|X——那是啥？|出几道题考考我X|我要考X了|给我讲讲X的精华|X到底讲的是什么|麻烦说说X|小白怎么学X|我老是搞混X|提醒我一下X是什么|一句话概括X|帮我做X的记忆卡片|给我做一个学习X的计划
给我几道关于X的练习题|X难吗？|X背后的核心思想是什么|老师问到了X，帮帮我|我的笔记里有X吗？|讲义里怎么说X的|我需要一份X的小抄|X的关键点|文档中如何定义X？|我要写一篇关于X的论文|给我看看关于X的部分
哪个文件提到了X？|X的原因和影响是什么|请问X啥意思呀|X扮演什么角色？|测测我对X的掌握|在哪里可以读到X？|X咋回事|我想彻底弄懂X|陪我复习一下X|X，谢谢|讲X那天我没来上课|给我一个X的大纲
X有什么必须背的？|把X说得更简单些|我怎么都想不通X|问个傻问题，X是什么？|我的讲义哪里讲到X？|把X变成小测验|能再解释一遍X吗？|用三点总结X|X为什么重要？|我上传过关于X的资料吗？|写一个关于X的提纲
X的定义是什么？|有没有关于X的好比喻？|我想深入了解X|关于X的十个事实|我们来复习X吧|X过程中会发生什么？|改写关于X的段落|列出X最重要的术语
我想学习X|X指的是什么？|帮我复习X|X有什么用？|用两句话说明X|谁发现了X？|列出X的步骤|X发生在哪里？|考考我X|我从来没搞懂X|能不能详细讲一下X|X为什么会发生？|把X讲得通俗一点|请概括X
什么是X？|X是什么？|解释X|请解释一下X|一步一步地解释X|你能给我解释X吗？|帮我理解X|我不懂X|我不明白X|X是怎么工作的？|告诉我关于X的内容|请多讲讲X|教我X|简要描述X|定义X|给我概述一下X
总结X|X是什么意思？|请带我了解X|能举一个X的例子吗？|为什么X很重要？|我需要X方面的帮助|我对X感到困惑|关于X我应该知道什么？|用简单的话解释X|像对五岁孩子那样解释X|X？
我的笔记里关于X说了什么？|怎么向初学者解释X？|X的要点有哪些？|我学不会X，你能帮我吗？|我们来谈谈X|请详细说明X|X到底是什么，怎么运作？|我明天要考X`.split(
        /[|\n]/,
      ),
    covered: [
      ['光合作用', '光合作用使绿色植物利用阳光把二氧化碳和水变成糖。'],
      ['渗透作用', '渗透作用是水分子通过半透膜的移动。'],
      ['法国大革命', '法国大革命始于1789年，结束了君主专制。'],
      ['熵', '熵衡量系统的无序程度，在孤立系统中从不减少。'],
      ['自然选择', '自然选择有利于性状适应环境的生物生存和繁殖。'],
      ['二分查找', '二分查找把有序数组不断减半，直到找到元素。'],
      ['供求关系', '供求关系决定市场上商品的价格。'],
      ['板块构造', '板块构造描述地壳各部分如何运动并引起地震。'],
      ['线粒体', '线粒体是细胞产生能量的细胞器。'],
      ['通货膨胀', '通货膨胀是物价普遍上涨，货币购买力下降。'],
    ],
    talk: [
      '你好，最近怎么样',
      '谢谢，太棒了',
      '给我写一首爱情诗',
      '明天天气怎么样',
      '讲个笑话',
      '你能做什么？',
      '你是谁？',
      '晚安',
      '我好无聊',
      '推荐一部电影',
      '怎么煮米饭？',
      '帮我给房东写封邮件',
      '17乘以23等于多少',
      '我该买哪款笔记本电脑？',
      '考试让我压力很大',
    ],
    uncovered: ['黑洞', '奥斯曼帝国', '量子隧穿', '印象派', '柠檬酸循环', '链表', '奏鸣曲', '火山', '康德伦理学', '疫苗'],
  },
  it: {
    phrasings: `Mi puoi guidare attraverso X?|X: che roba è?|Fammi un quiz su X|Ho un'interrogazione su X|Dammi il succo di X
X per principianti assoluti|Mi confondo sempre con X|Ricordami cos'è X|In breve: X|Crea delle flashcard su X
Fammi un piano di studio per X|Fammi qualche domanda di esercizio su X|È difficile X?|Cosa c'è dietro X?
Il prof ha chiesto di X|I miei appunti parlano di X?|Mi serve un riassunto veloce di X|I punti chiave di X
Come viene definita X nei documenti?|Devo fare una tesina su X|Mostrami la parte su X
In quale file si parla di X?|Quali sono le cause e le conseguenze di X?|Mettimi alla prova su X
Non ci capisco niente di X`.split(/[|\n]/),
    covered: [
      ['la fotosintesi', 'Con la fotosintesi le piante verdi producono zucchero dalla luce, da anidride carbonica e acqua.'],
      ['l’osmosi', 'L’osmosi è il passaggio dell’acqua attraverso una membrana che lascia passare solo il solvente.'],
      ['la Rivoluzione francese', 'La Rivoluzione francese cominciò nel 1789 e mise fine alla monarchia assoluta.'],
      ['l’entropia', 'L’entropia misura il disordine di un sistema e non diminuisce mai in uno isolato.'],
      ['l’inflazione', 'L’inflazione è un aumento generale dei prezzi.'],
    ],
    talk: ['ciao, come va?', "scrivimi una poesia d'amore", 'che tempo farà domani?', 'raccontami una barzelletta', 'chi sei?'],
    uncovered: ['i buchi neri', 'l’Impero ottomano', 'l’impressionismo', 'i vulcani', 'i vaccini'],
  },
  pt: {
    phrasings: `Você pode me guiar por X?|X — o que é isso?|Me faz um quiz sobre X|Tenho prova de X amanhã
Me dá a essência de X|X para leigos|Sempre me confundo com X|Me lembra o que é X|Em resumo: X
Crie flashcards sobre X|Monta um plano de estudos para X|Faz umas perguntas de treino sobre X|X é difícil?
O que está por trás de X?|O professor perguntou sobre X|Minhas notas falam de X?|Preciso de uma cola de X
Os pontos-chave de X|Como X é definida nos meus documentos?|Tenho que fazer um trabalho sobre X
Mostra a parte sobre X|Em qual arquivo se fala de X?|Quais são as causas e consequências de X?
Testa o meu conhecimento de X|Não entendo nada de X`.split(/[|\n]/),
    covered: [
      ['a fotossíntese', 'Na fotossíntese as plantas verdes produzem açúcar com a luz a partir de dióxido de carbono e água.'],
      ['a osmose', 'A osmose é a passagem de água por uma membrana que só deixa passar o solvente.'],
      ['a Revolução Francesa', 'A Revolução Francesa começou em 1789 e acabou com a monarquia absoluta.'],
      ['a entropia', 'A entropia mede a desordem de um sistema e nunca diminui num sistema isolado.'],
      ['a inflação', 'A inflação é uma subida geral dos preços.'],
    ],
    talk: ['oi, tudo bem?', 'escreve um poema de amor', 'como vai estar o tempo amanhã?', 'conta uma piada', 'quem é você?'],
    uncovered: ['os buracos negros', 'o Império Otomano', 'o impressionismo', 'os vulcões', 'as vacinas'],
  },
  ru: {
    phrasings: `Проведи меня по теме X|X — это что вообще?|Погоняй меня по теме X|У меня экзамен по теме X|Дай самую суть: X
X для чайников|Я всё время путаюсь: X|Напомни, что такое X|В двух словах: X|Сделай карточки на тему X
Составь план изучения темы X|Задай мне пару вопросов на тему X|Это сложно — X?|Что стоит за понятием X?
Учитель спросил про X|В моих заметках есть X?|Нужна шпаргалка: X|Ключевые мысли: X
Как определяется X в моих документах?|Мне надо написать реферат на тему X|Покажи место, где говорится про X
В каком файле упоминается X?|Какие причины и последствия: X?|Проверь, как я знаю: X|Ничего не понимаю: X`.split(/[|\n]/),
    covered: [
      ['фотосинтез', 'При фотосинтезе зелёные растения получают сахар из углекислого газа и воды на свету.'],
      ['осмос', 'Осмос — это движение воды через мембрану, которая пропускает только растворитель.'],
      ['Французская революция', 'Французская революция началась в 1789 году и покончила с абсолютной монархией.'],
      ['энтропия', 'Энтропия измеряет беспорядок системы и никогда не убывает в изолированной.'],
      ['инфляция', 'Инфляция — это общий рост цен.'],
    ],
    talk: ['привет, как дела?', 'напиши стихи о любви', 'какая завтра погода?', 'расскажи анекдот', 'кто ты?'],
    uncovered: ['чёрные дыры', 'Османская империя', 'импрессионизм', 'вулканы', 'вакцины'],
  },
  ar: {
    phrasings: `هل يمكنك أن تأخذني في جولة حول X؟|X، ما هذا؟|اختبرني في X|عندي امتحان عن X|أعطني خلاصة X|X للمبتدئين
أخلط دائما في X|ذكرني ما هو X|باختصار: X|اصنع بطاقات تعليمية عن X|ضع لي خطة دراسة عن X
اطرح علي بعض الأسئلة عن X|هل X صعب؟|ما الفكرة وراء X؟|سأل الأستاذ عن X|هل تتحدث ملاحظاتي عن X؟
النقاط الأساسية في X|كيف يعرف X في مستنداتي؟|علي أن أكتب بحثا عن X|أرني الجزء عن X|في أي ملف يذكر X؟
ما أسباب ونتائج X؟|لا أفهم شيئا من X`.split(/[|\n]/),
    covered: [
      ['التمثيل الضوئي', 'في التمثيل الضوئي تصنع النباتات الخضراء السكر من ثاني أكسيد الكربون والماء بضوء الشمس.'],
      ['التناضح', 'التناضح هو انتقال الماء عبر غشاء لا ينفذ منه إلا المذيب.'],
      ['الثورة الفرنسية', 'بدأت الثورة الفرنسية عام 1789 وأنهت الملكية المطلقة.'],
      ['الإنتروبيا', 'تقيس الإنتروبيا فوضى النظام ولا تنقص أبدا في نظام معزول.'],
      ['التضخم', 'التضخم هو ارتفاع عام في الأسعار.'],
    ],
    talk: ['مرحبا كيف حالك؟', 'اكتب لي قصيدة عن الحب', 'كيف الطقس غدا؟', 'احك لي نكتة', 'من أنت؟'],
    uncovered: ['الثقوب السوداء', 'الإمبراطورية العثمانية', 'الانطباعية', 'البراكين', 'اللقاحات'],
  },
  vi: {
    phrasings: `Dẫn mình đi qua X nhé|X là cái gì vậy?|Đố tôi về X đi|Mình sắp thi X|Cho mình ý chính của X|X cho người mới
Mình hay nhầm về X|Nhắc lại X là gì|Nói ngắn gọn: X|Tạo thẻ ghi nhớ về X|Lập kế hoạch học X
Cho vài câu hỏi luyện tập về X|X có khó không?|Ý tưởng đằng sau X là gì?|Thầy giáo hỏi về X
Ghi chú của mình có nói về X không?|Các điểm chính của X|X được định nghĩa thế nào trong tài liệu?
Mình phải viết bài luận về X|Cho xem phần về X|Tệp nào nhắc đến X?|Nguyên nhân và hậu quả của X là gì?
Mình chẳng hiểu gì về X`.split(/[|\n]/),
    covered: [
      ['quang hợp', 'Quang hợp giúp cây xanh tạo ra đường từ khí cacbonic và nước nhờ ánh sáng mặt trời.'],
      ['thẩm thấu', 'Thẩm thấu là sự di chuyển của nước qua màng chỉ cho dung môi đi qua.'],
      ['Cách mạng Pháp', 'Cách mạng Pháp bắt đầu năm 1789 và chấm dứt chế độ quân chủ chuyên chế.'],
      ['entropy', 'Entropy đo sự hỗn loạn của một hệ và không bao giờ giảm trong hệ cô lập.'],
      ['lạm phát', 'Lạm phát là sự tăng giá chung của hàng hóa.'],
    ],
    talk: [
      'chào bạn, khỏe không?',
      'viết cho tôi một bài thơ tình',
      'ngày mai thời tiết thế nào?',
      'kể chuyện cười đi',
      'bạn là ai?',
    ],
    uncovered: ['hố đen', 'đế quốc Ottoman', 'trường phái ấn tượng', 'núi lửa', 'vắc xin'],
  },
  tr: {
    phrasings: `Bana X konusunu baştan sona anlatır mısın|X nedir ki?|Beni X konusunda sına|X hakkında sınavım var
X konusunun özünü ver|Yeni başlayanlar için X|X konusunda hep karıştırıyorum|X neydi hatırlat|Kısacası: X
X için bilgi kartları hazırla|X için çalışma planı yap|X hakkında birkaç alıştırma sorusu sor|X zor mu?
X kavramının arkasında ne var?|Hoca X sordu|Notlarımda X geçiyor mu?|X konusunun ana noktaları
Belgelerimde X nasıl tanımlanıyor?|X hakkında ödev yazmam lazım|X ile ilgili bölümü göster
Hangi dosyada X var?|X nedenleri ve sonuçları nelerdir?|X konusundan hiçbir şey anlamıyorum`.split(/[|\n]/),
    covered: [
      ['fotosentez', 'Fotosentez ile yeşil bitkiler ışıkta karbondioksit ve sudan şeker üretir.'],
      ['ozmoz', 'Ozmoz, suyun yalnızca çözücüyü geçiren bir zardan geçmesidir.'],
      ['Fransız Devrimi', 'Fransız Devrimi 1789’da başladı ve mutlak monarşiye son verdi.'],
      ['entropi', 'Entropi bir sistemin düzensizliğini ölçer ve yalıtılmış bir sistemde azalmaz.'],
      ['enflasyon', 'Enflasyon fiyatların genel olarak yükselmesidir.'],
    ],
    talk: ['merhaba, nasılsın?', 'bana bir aşk şiiri yaz', 'yarın hava nasıl olacak?', 'bana bir fıkra anlat', 'sen kimsin?'],
    uncovered: ['kara delikler', 'Osmanlı İmparatorluğu', 'izlenimcilik', 'yanardağlar', 'aşılar'],
  },
}
