import type { Language } from './lexicon'

/** Patterns that show the role of a sentence. They are matched against single sentences and have no nested repetition. */
interface DiscourseMarkers {
  /** It refers to the sentence before, so it can't be quoted alone. */
  dangling: RegExp
  example: RegExp
  /** Follows the term that is being defined. */
  defines: RegExp
  reason: RegExp
}

export const discourseMarkers: Record<Language, DiscourseMarkers> = {
  en: {
    dangling:
      /^(?:it|its|this|these|those|they|their|he|she|his|her|such|but|and|however|therefore|thus|moreover|furthermore|also|then|instead|otherwise|here|there|for example|for instance|in addition|as a result|in contrast|similarly|likewise|nevertheless)\b/iu,
    example: /\b(?:for example|for instance|e\.\s?g\.|such as|example of|imagine|suppose|consider)/iu,
    defines:
      /^[\s,]*(?:\([^)]{0,60}\)\s*)?(?:(?:is|are|was|were)\s+(?:an?|the|any|one|when|how|what|each|all|those|defined|called)|means|refers? to|describes?|denotes?|states? that|can be defined|consists? of|compris(?:es?))\b/iu,
    reason:
      /\b(?:because|since|due to|owing to|thanks to|therefore|thus|hence|as a result|leads? to|caused?|causes|so that|so as to|in order to|to avoid|to prevent|reasons?|otherwise|lest|prevents?|(?<=,\s)(?:as|for)\s(?:the|it|they|its|their|this|these)|which is why|this is why|that is why|for this|after .{1,60} had|so (?:much|many) .{1,60} that)\b/iu,
  },
  de: {
    dangling:
      /^(?:er|sie|es|dies|diese|dieser|dieses|diesem|diesen|dabei|dadurch|daher|damit|dann|deshalb|aber|und|jedoch|außerdem|zudem|ebenso|hier|dort|zum beispiel|so|auch|danach|davon|dafür|solche)(?![\p{L}])/iu,
    example: /(?:zum beispiel|beispielsweise|z\.\s?b\.|ein beispiel|etwa wenn|wie etwa|stell dir vor)/iu,
    defines:
      /^[\s,]*(?:\([^)]{0,60}\)\s*)?(?:(?:ist|sind|war|waren)\s+(?:ein|eine|der|die|das|jede[rs]?|alle|(?:\p{Ll}+e[nrs]?\s+){0,2}\p{Lu}\p{L}+)|bezeichnet|bezeichnen|bedeutet|beschreibt|heißt|besteht aus|nennt man|versteht man)(?![\p{Ll}])/u,
    reason:
      /(?:weil|denn|(?:^|[,;–]\s)da(?=\s)|sonst|andernfalls|deshalb|daher|führt zu|führte zu|aufgrund|wegen|ursache|damit|sodass|so dass|dadurch|infolge|dank|liegt (?:daran|an)|zurückzuführen|um \S{1,60} zu|deswegen|nämlich|um zu|grund)(?![\p{L}])/iu,
  },
  fr: {
    dangling:
      /^(?:il|elle|ils|elles|ce|cela|ceci|c['’]est|cette|cet|ces|mais|et|cependant|ainsi|donc|alors|de plus|en outre|par exemple|par ailleurs|en revanche|ensuite|puis|leur|leurs|son|sa|ses)(?![\p{L}])/iu,
    example: /(?:par exemple|p\.\s?ex|tels? que|telles? que|imaginons|un exemple)/iu,
    defines:
      /^[\s,]*(?:\([^)]{0,60}\)\s*)?(?:(?:est|sont|était|étaient)\s+(?:une?|des?|les?|la|l(?=['’])|tout|toute|ce|\S+s\s+(?:qu[ei]?|de|d(?=['’])|\S+s(?!\p{L})))|désigne|désignent|signifie|décrit|correspond à|consiste|se compose)(?![\p{L}])/iu,
    reason:
      /(?:parce qu|c['’]est pourquoi|(?:sinon|sans quoi)(?!\p{L})|vu que|étant donné|(?<!\p{L})car(?!\p{L})|est dûe? |dues? à|à cause|de peur|pour que|puisqu|grâce à|à cause|en raison|entraîne|provoque|conduit à|afin d)/iu,
  },
  es: {
    dangling:
      /^(?:él|ella|ellos|ellas|esto|este|esta|estos|estas|eso|ese|esa|pero|y|sin embargo|además|así|entonces|por ejemplo|por lo tanto|por tanto|también|luego|su|sus|asimismo)(?![\p{L}])/iu,
    example: /(?:por ejemplo|p\.\s?ej|tales? como|un ejemplo|imagina)/iu,
    defines:
      /^[\s,]*(?:\([^)]{0,60}\)\s*)?(?:(?:es|son|era|eran|fue|fueron)\s+(?:una?|el|la|los|las|unos|unas|lo|cada|todo|toda|aquel|\S+s\s+(?:que|de|muy|\S+s(?!\p{L})))|significa|describe|se refiere|consiste|se define|se llama|se denomina)(?![\p{L}])/iu,
    reason:
      /(?:porque|pues|ya que|de lo contrario|si no|para (?:evitar|no)|dado que|puesto que|debido a|se deben? a|gracias a|a causa de|a fin de|para que|por lo que|causa|provoca|conduce a|por eso)(?![\p{L}])/iu,
  },
  it: {
    dangling:
      /^(?:esso|essa|essi|esse|questo|questa|questi|queste|ciò|ma|e|tuttavia|inoltre|così|quindi|poi|per esempio|ad esempio|anche|egli|lui|lei|loro|il suo|la sua)(?![\p{L}])/iu,
    example: /(?:per esempio|ad esempio|come ad|un esempio|immagina)/iu,
    defines:
      /^[\s,]*(?:\([^)]{0,60}\)\s*)?(?:è|sono|era|erano|fu|significa|indica|descrive|si riferisce|consiste|si definisce|si chiama)(?![\p{L}])/iu,
    reason:
      /(?:perché|poiché|altrimenti|siccome|in modo da|per (?:evitare|non)|perciò|visto che|dovut[oaie]|dato che|a causa|grazie a|per questo|provoca|porta a|affinché)(?![\p{L}])/iu,
  },
  pt: {
    dangling:
      /^(?:ele|ela|eles|elas|isto|isso|este|esta|estes|estas|esse|essa|mas|e|no entanto|porém|além disso|assim|então|por exemplo|portanto|também|depois|seu|sua|seus|suas)(?![\p{L}])/iu,
    example: /(?:por exemplo|p\.\s?ex|tais? como|um exemplo|imagine)/iu,
    defines:
      /^[\s,]*(?:\([^)]{0,60}\)\s*)?(?:é|são|era|eram|foi|significa|descreve|refere-se|consiste|define-se|chama-se|designa)(?![\p{L}])/iu,
    reason:
      /(?:porque|senão|caso contrário|para (?:evitar|não)|uma vez que|por causa|já que|deve-se|graças|para que|pois|devido a|devido à|por isso|causa|provoca|leva a|leva à)(?![\p{L}])/iu,
  },
  tr: {
    dangling:
      /^(?:o|bu|şu|onlar|bunlar|bunun|bunlardan|ancak|fakat|ama|ve|ayrıca|böylece|örneğin|mesela|daha sonra|sonra|bu nedenle|bu yüzden)(?![\p{L}])/iu,
    example: /(?:örneğin|mesela|örnek olarak)/iu,
    // The verb is at the end of the sentence: `Fotosentez, … süreçtir.` / `… denir.`
    defines: /^[^.!?]{3,400}(?:d[ıiuü]r|t[ıiuü]r|denir|adı verilir|demektir)[.!]?$/iu,
    reason:
      /(?:çünkü|aksi (?:halde|takdirde)|(?<!\p{L})için(?!\p{L})|yoksa|nedeniyle|dolayı|yüzünden|bu nedenle|sayesinde|sebebi)/iu,
  },
  ru: {
    dangling:
      /^(?:он|она|оно|они|это|этот|эта|эти|но|и|однако|поэтому|также|затем|потом|там|тогда|например|кроме того|его|её|их|таким образом)(?!\p{L})/iu,
    example: /(?:например|к примеру|допустим|представь)/iu,
    defines: /^[\s,]*(?:\([^)]{0,60}\)\s*)?(?:[—–-]\s|это\s|является|являются|называ|означает|представляет собой|состоит)/iu,
    reason:
      /(?:потому что|иначе|(?<!\p{L})(?:ибо|ведь)(?!\p{L})|так как|поскольку|из-за|благодаря|поэтому|вследствие|чтобы|причин|приводит к|вызыва|для того)/iu,
  },
  ar: {
    dangling: /^(?:هو|هي|هم|هذا|هذه|ذلك|تلك|لكن|ولكن|كما|ثم|لذلك|أيضا|وهو|وهي|وكان|وكانت|على سبيل المثال|مثلا)(?!\p{L})/u,
    example: /(?:على سبيل المثال|مثلا|مثل )/u,
    defines: /^[\s،]*(?:هو|هي|يعني|تعني|يعرف|تعرف|عبارة عن|يسمى|تسمى)(?!\p{L})/u,
    reason:
      /(?:لأن|بسبب|وإلا|خوفا|تجنبا|منعا|نتيجة|لذلك|لكي|(?<!\p{L})كي(?!\p{L})|حتى لا|يؤدي إلى|من أجل|بفضل|نظرا|إذ(?!\p{L}))/u,
  },
  vi: {
    dangling: /^(?:nó|họ|điều này|điều đó|đây|đó|nhưng|và|tuy nhiên|vì vậy|do đó|ngoài ra|sau đó|ví dụ|hơn nữa)(?!\p{L})/iu,
    example: /(?:ví dụ|chẳng hạn|thí dụ)/iu,
    defines: /^[\s,]*(?:\([^)]{0,60}\)\s*)?(?:là|nghĩa là|được gọi là|bao gồm|gồm)(?!\p{L})/iu,
    reason: /(?:(?<!\p{L})(?:vì|bởi|do|nhờ|nên|để|nhằm)(?!\p{L})|nguyên nhân|nếu không|kẻo|dẫn đến|gây ra|cho nên)/iu,
  },
  zh: {
    dangling: /^(?:它|它们|他|她|他们|这|那|但|但是|然而|因此|所以|此外|另外|同时|例如|比如|其中|于是)/u,
    example: /(?:例如|比如|譬如|举例)/u,
    defines: /^[\s，、”"）)]*(?:（[^）]{0,60}）)?(?:是|指|即|称为|叫做|意味着)/u,
    reason: /(?:因为|由于|否则|不然|免得|因而|因此|所以|导致|造成|使得|为了|以便|以免|原因|从而|于是|之所以)/u,
  },
  hi: {
    dangling:
      /^(?:यह|ये|वह|वे|इस|इसे|इसका|इसकी|इसके|इन|इन्हें|उस|उसे|उसका|उसकी|उसके|लेकिन|परंतु|इसलिए|फिर|तब|और|उदाहरण के लिए)(?!\p{L}|\p{M})/u,
    example: /(?:उदाहरण के लिए|उदाहरणार्थ|जैसे कि|मसलन)/u,
    defines: /(?:कहते हैं|कहलात[ाीे] है|कहा जाता है|का अर्थ है|एक .{1,120} है)/u,
    reason: /(?:क्योंकि|वरना|अन्यथा|इसलिए|के कारण|की वजह|ताकि|चूँकि|चूंकि|जिससे|के लिए)/u,
  },
  ja: {
    dangling: /^(?:これ|それ|この|その|彼|彼女|また|しかし|そして|そのため|例えば|たとえば|さらに|一方|したがって|すると)/u,
    example: /(?:例えば|たとえば|など)/u,
    defines: /^[\s、「」（）]*(?:とは|は、?.{1,200}(?:である|という|のこと|です)|という)/u,
    reason: /(?:ため|から(?:で|だ|、)|さもないと|ないように|ので|により|によって|原因|理由|せいで|おかげで)/u,
  },
}
