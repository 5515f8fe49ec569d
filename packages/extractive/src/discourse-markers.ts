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
      /\b(?:because|since|due to|owing to|thanks to|therefore|thus|hence|as a result|leads? to|caused?|causes|so that|so as to|in order to|to avoid|to prevent|reasons?|which is why|this is why|that is why|for this)\b/iu,
  },
  de: {
    dangling:
      /^(?:er|sie|es|dies|diese|dieser|dieses|diesem|diesen|dabei|dadurch|daher|damit|dann|deshalb|aber|und|jedoch|außerdem|zudem|ebenso|hier|dort|zum beispiel|so|auch|danach|davon|dafür|solche)(?![\p{L}])/iu,
    example: /(?:zum beispiel|beispielsweise|z\.\s?b\.|ein beispiel|etwa wenn|wie etwa|stell dir vor)/iu,
    defines:
      /^[\s,]*(?:\([^)]{0,60}\)\s*)?(?:ist|sind|war|waren|bezeichnet|bezeichnen|bedeutet|beschreibt|heißt|besteht aus|nennt man|versteht man)(?![\p{L}])/iu,
    reason:
      /(?:weil|denn|da sonst|deshalb|daher|führt zu|führte zu|aufgrund|wegen|ursache|damit|sodass|so dass|dadurch|infolge|dank|deswegen|nämlich|um zu|grund)(?![\p{L}])/iu,
  },
  fr: {
    dangling:
      /^(?:il|elle|ils|elles|ce|cela|ceci|c['’]est|cette|cet|ces|mais|et|cependant|ainsi|donc|alors|de plus|en outre|par exemple|par ailleurs|en revanche|ensuite|puis|leur|leurs|son|sa|ses)(?![\p{L}])/iu,
    example: /(?:par exemple|p\.\s?ex|tels? que|telles? que|imaginons|un exemple)/iu,
    defines:
      /^[\s,]*(?:\([^)]{0,60}\)\s*)?(?:est|sont|était|étaient|désigne|désignent|signifie|décrit|correspond à|consiste|se compose)(?![\p{L}])/iu,
    reason: /(?:parce qu|car|puisqu|grâce à|à cause|en raison|entraîne|provoque|conduit à|afin d)/iu,
  },
  es: {
    dangling:
      /^(?:él|ella|ellos|ellas|esto|este|esta|estos|estas|eso|ese|esa|pero|y|sin embargo|además|así|entonces|por ejemplo|por lo tanto|por tanto|también|luego|su|sus|asimismo)(?![\p{L}])/iu,
    example: /(?:por ejemplo|p\.\s?ej|tales? como|un ejemplo|imagina)/iu,
    defines:
      /^[\s,]*(?:\([^)]{0,60}\)\s*)?(?:es|son|era|eran|fue|significa|describe|se refiere|consiste|se define|se llama|se denomina)(?![\p{L}])/iu,
    reason: /(?:porque|ya que|puesto que|debido a|por lo que|causa|provoca|conduce a|por eso)(?![\p{L}])/iu,
  },
  it: {
    dangling:
      /^(?:esso|essa|essi|esse|questo|questa|questi|queste|ciò|ma|e|tuttavia|inoltre|così|quindi|poi|per esempio|ad esempio|anche|egli|lui|lei|loro|il suo|la sua)(?![\p{L}])/iu,
    example: /(?:per esempio|ad esempio|come ad|un esempio|immagina)/iu,
    defines:
      /^[\s,]*(?:\([^)]{0,60}\)\s*)?(?:è|sono|era|erano|fu|significa|indica|descrive|si riferisce|consiste|si definisce|si chiama)(?![\p{L}])/iu,
    reason: /(?:perché|poiché|dato che|a causa|grazie a|per questo|provoca|porta a|affinché)(?![\p{L}])/iu,
  },
  pt: {
    dangling:
      /^(?:ele|ela|eles|elas|isto|isso|este|esta|estes|estas|esse|essa|mas|e|no entanto|porém|além disso|assim|então|por exemplo|portanto|também|depois|seu|sua|seus|suas)(?![\p{L}])/iu,
    example: /(?:por exemplo|p\.\s?ex|tais? como|um exemplo|imagine)/iu,
    defines:
      /^[\s,]*(?:\([^)]{0,60}\)\s*)?(?:é|são|era|eram|foi|significa|descreve|refere-se|consiste|define-se|chama-se|designa)(?![\p{L}])/iu,
    reason: /(?:porque|já que|pois|devido a|devido à|por isso|causa|provoca|leva a|leva à)(?![\p{L}])/iu,
  },
  tr: {
    dangling:
      /^(?:o|bu|şu|onlar|bunlar|bunun|bunlardan|ancak|fakat|ama|ve|ayrıca|böylece|örneğin|mesela|daha sonra|sonra|bu nedenle|bu yüzden)(?![\p{L}])/iu,
    example: /(?:örneğin|mesela|örnek olarak)/iu,
    // The verb is at the end of the sentence: `Fotosentez, … süreçtir.` / `… denir.`
    defines: /^[^.!?]{3,400}(?:d[ıiuü]r|t[ıiuü]r|denir|adı verilir|demektir)[.!]?$/iu,
    reason: /(?:çünkü|nedeniyle|dolayı|yüzünden|bu nedenle|sayesinde|sebebi)/iu,
  },
}
