/** Finds the parts of a page that its reader does not see. */
interface HiddenParts {
  isHidden(name: string, attributes: Record<string, string>): boolean
  /** Rules of a style sheet in the page. */
  addRules(css: string): void
}

const HIDING_STYLE = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)/i
/** Whole pages are hidden until their scripts have run. */
const NEVER_HIDDEN = new Set(['html', 'body', 'head'])
const RULES_MAX = 10_000
const CSS_LENGTH_MAX = 1_048_576

/** By attributes, by styles, and by rules for one class or id; combined selectors of rules that show a part win. */
export function hiddenParts(): HiddenParts {
  const hiding = new Set<string>()
  const showing: string[][] = []
  return {
    isHidden(name, attributes) {
      if (NEVER_HIDDEN.has(name)) return false
      if (attributes.hidden !== undefined || attributes['aria-hidden']?.trim().toLowerCase() === 'true') return true
      if (name === 'dialog' && attributes.open === undefined) return true
      if (attributes.style !== undefined && /display\s*:|visibility|mso-hide/i.test(attributes.style))
        return HIDING_STYLE.test(attributes.style)
      return hiding.size > 0 && byRule(name, attributes)
    },
    addRules(css) {
      for (const { selectors, body } of rulesOf(css.slice(0, CSS_LENGTH_MAX))) {
        if (hiding.size + showing.length > RULES_MAX) return
        const hides = HIDING_STYLE.test(body)
        if (!hides && !/(?:^|;)\s*display\s*:/i.test(body)) continue
        for (const selector of selectors.split(',')) {
          const parts = selector.trim().match(/^[a-z][\w-]*|[.#][\w-]+/gi) ?? []
          if (parts.join('') !== selector.trim() || parts.length === 0) continue
          if (!hides) showing.push(parts)
          else if (/^[a-z]*[.#][\w-]+$/i.test(selector.trim())) hiding.add(selector.trim())
        }
      }
    },
  }

  function byRule(name: string, { class: classes = '', id = '' }: Record<string, string>): boolean {
    const own = new Set([name, ...classes.split(/\s+/).map((one) => `.${one}`), `#${id}`])
    const simple = [...own].filter((part) => part !== name)
    if (!simple.some((part) => hiding.has(part) || hiding.has(`${name}${part}`))) return false
    return !showing.some((parts) => parts.length > 1 && parts.every((part) => own.has(part)))
  }
}

/** Rules outside of `@media` and its like, which hold only sometimes. */
function* rulesOf(css: string): Generator<{ selectors: string; body: string }> {
  const bare = css.replaceAll(/\/\*.*?\*\//gs, '')
  let at = 0
  while (at < bare.length) {
    const open = bare.indexOf('{', at)
    if (open < 0) return
    const head = bare.slice(at, open).replace(/^.*;/s, '').trim()
    const close = endOf(bare, open)
    if (!head.startsWith('@')) yield { selectors: head, body: bare.slice(open + 1, close) }
    at = close + 1
  }
}

function endOf(css: string, open: number): number {
  let depth = 0
  for (let at = open; at < css.length; at += 1) {
    if (css[at] === '{') depth += 1
    else if (css[at] === '}') depth -= 1
    if (depth === 0) return at
  }
  return css.length
}
