import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { YAML } from 'bun'
import { ROOT } from '../source'

export const PROMETHEUS = join(ROOT, 'deploy/prometheus')

export interface Alert {
  alert: string
  expr: string
  labels: { severity: string }
  annotations: { summary: string }
}

interface Spec {
  groups: { name: string; rules: Alert[] }[]
}

/** What Prometheus itself reads: the operator's resource without its wrapping. */
export const plainRules = (): Spec => (YAML.parse(readFileSync(join(PROMETHEUS, 'rules.yaml'), 'utf8')) as { spec: Spec }).spec

export const alerts = (): Alert[] => plainRules().groups.flatMap(({ rules }) => rules)

interface Panel {
  title: string
  targets?: { expr: string }[]
}

/** Every expression of the dashboard. */
export function dashboardExpressions(): string[] {
  const { panels } = JSON.parse(readFileSync(join(ROOT, 'deploy/grafana/collabry.json'), 'utf8')) as { panels: Panel[] }
  return panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
}

/** Names of series in an expression, those of a `__name__=~"(a|b)_c"` one by one; words of PromQL are none. */
export function seriesOf(expression: string): string[] {
  const [, either, rest] = /__name__=~"\(([a-z|]+)\)([a-z_]+)"/.exec(expression) ?? []
  if (either && rest) return either.split('|').map((name) => name + rest)
  const bare = expression
    .replace(/"[^"]*"/g, '')
    .replace(/\b(by|without) \([^)]*\)/g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\{[^}]*\}/g, '')
  return [...new Set(bare.match(/[a-z][a-z0-9]*(_[a-z0-9]+)+/g) ?? [])].filter((word) => word !== 'histogram_quantile')
}
