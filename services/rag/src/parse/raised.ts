/**
 * Raised and lowered text as a line of text: with the signs that Unicode has for it, so that 10⁶ is not 106. Endings of ordinal
 * numbers and abbreviations (21st, Mlle) stay as they are.
 */
export function superscript(text: string): string {
  const raised = text.trim()
  if (raised === '' || ENDINGS.has(raised.toLowerCase())) return text
  if (raised === 'TM') return '™'
  const signs = [...raised].map((sign) => SUPERSCRIPTS.get(sign))
  if (signs.every((sign) => sign !== undefined)) return text.replace(raised, signs.join(''))
  // Marks of notes may be lists, such as 12, 13.
  if (/^[\d\s,;.*†‡§–-]+$/.test(raised))
    return text.replace(raised, [...raised].map((sign) => SUPERSCRIPTS.get(sign) ?? sign).join(''))
  return /^\p{Script=Latin}{2,}$/u.test(raised) ? text : text.replace(raised, `^{${raised}}`)
}

/** A text without lowered signs is not changed. */
export function subscript(text: string): string {
  const signs = [...text.trim()].map((sign) => SUBSCRIPTS.get(sign))
  return signs.every((sign) => sign !== undefined) ? text.replace(text.trim(), signs.join('')) : text
}

/** Endings of words, in the languages that raise them. */
const ENDINGS = new Set('st nd rd th er re ère ème eme es me mes le lle mme o a os as º ª ° ® © sm'.split(' '))

const signsOf = (plain: string, raised: string): Map<string, string> => {
  const signs = [...raised]
  return new Map([...plain].map((sign, at) => [sign, signs[at] ?? sign]))
}

const SUPERSCRIPTS = signsOf('0123456789+-−–=()abcdefghijklmnoprstuvwxyz′*†‡', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ′*†‡')
const SUBSCRIPTS = signsOf('0123456789+-−–=()aehijklmnoprstuvxβγρφχ', '₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ')
