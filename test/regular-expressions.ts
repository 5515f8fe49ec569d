import jsTokens from 'js-tokens'
import { analyse } from 'scslre'

interface Expression {
  path: string
  source: string
  flags: string
}

/** The regular expression literals of a file. */
export const expressionsIn = (path: string, text: string): Expression[] =>
  [...jsTokens(text)].flatMap(({ type, value }) => {
    const [, source, flags] = type === 'RegularExpressionLiteral' ? (/^\/(.*)\/([a-z]*)$/s.exec(value) ?? []) : []
    return source === undefined || flags === undefined ? [] : [{ path, source, flags }]
  })

/** Whether some text takes it a time that grows faster than the text. */
export const isSuperlinear = ({ source, flags }: Expression): boolean =>
  analyse({ source, flags: flags.replace(/[dvy]/g, '') }).reports.length > 0
