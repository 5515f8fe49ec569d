/** Requests of students in one language, and the texts that they may be about. */
export interface Requests {
  /** `X` stands for a topic. */
  phrasings: string[]
  /** The topic as it is named in a request, and a text about it. */
  covered: [topic: string, text: string][]
  uncovered: string[]
}

export const requests: Record<string, Requests> = {
  en: {
    phrasings:
      `Could you clarify X?|I want to learn X|Give me a quick refresher on X|What's the deal with X?|Why does X happen?|Quiz me on X|Can you summarise the chapter on X?|Make X easy to understand|What is meant by X?|I never understood X|In two sentences, what is X?|Please elaborate on X|I missed the lecture on X|Write a short summary of X|What is the purpose of X?|Where does X take place?|how do i remember X|Who discovered X?|List the steps of X|what's X
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
    phrasings:
      `Ich möchte X lernen|Was versteht man unter X?|Kannst du X genauer beschreiben?|Mach mir X verständlich|Frag mich zu X ab|Schreib eine kurze Zusammenfassung über X|Wozu dient X?|Ich habe X nie kapiert|In zwei Sätzen: was ist X?|Wie läuft X ab?|Wer hat X entdeckt?|Nenne die Schritte bei X|Erklär mal X|Worum geht es bei X?|Ich blicke bei X nicht durch|Was muss ich zu X wissen?|Wo findet X statt?|Was hat es mit X auf sich?
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
    phrasings:
      `Quiero aprender X|¿Qué se entiende por X?|Aclárame X|Hazme un resumen de X|¿Para qué sirve X?|Nunca entendí X|En dos frases, ¿qué es X?|¿Quién descubrió X?|Enumera los pasos de X|¿De qué trata X?|Pregúntame sobre X|¿Dónde ocurre X?|Me gustaría saber más de X|Explícalo: X|¿En qué consiste X?
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
    phrasings:
      `Je veux apprendre X|Qu'entend-on par X ?|Fais-moi un résumé de X|À quoi sert X ?|Je n'ai jamais compris X|En deux phrases, X ?|Qui a découvert X ?|Énumère les étapes de X|De quoi s'agit-il dans X ?|Interroge-moi sur X|Où se passe X ?|J'aimerais en savoir plus sur X|En quoi consiste X ?|Fais le point sur X
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
      `我想学习X|X指的是什么？|帮我复习X|X有什么用？|用两句话说明X|谁发现了X？|列出X的步骤|X发生在哪里？|考考我X|我从来没搞懂X|能不能详细讲一下X|X为什么会发生？|把X讲得通俗一点|请概括X
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
    uncovered: ['黑洞', '奥斯曼帝国', '量子隧穿', '印象派', '柠檬酸循环', '链表', '奏鸣曲', '火山', '康德伦理学', '疫苗'],
  },
}
