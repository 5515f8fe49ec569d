import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Glob, YAML } from 'bun'
import { ROOT } from '../source'

export const PROMETHEUS = join(ROOT, 'deploy/prometheus')

interface Alert {
  alert: string
  expr: string
  labels: { severity: string }
  annotations: { summary: string }
}

interface Spec {
  groups: { name: string; rules: Alert[] }[]
}

/** The rules in the form that Prometheus itself reads, without the operator's resource around them. */
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

/** Names of series in an expression; a `__name__=~"a_(b|c)_d"` gives each of its names, words of PromQL are left out. */
export function seriesOf(expression: string): string[] {
  const [, before = '', either, rest] = /__name__=~"([a-z_]*)\(([a-z|]+)\)([a-z_]+)"/.exec(expression) ?? []
  if (either && rest) return either.split('|').map((name) => before + name + rest)
  const bare = expression
    .replace(/"[^"]*"/g, '')
    .replace(/\b(by|without) \([^)]*\)/g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\{[^}]*\}/g, '')
  return [...new Set(bare.match(/[a-z][a-z0-9]*(_[a-z0-9]+)+/g) ?? [])].filter((word) => word !== 'histogram_quantile')
}

const OURS = /\bcollabry_(?:gateway|llm|rag|memory|grpc|store)_[a-z0-9_]+\b/g

/** Our series that any file of deploy/ or docs/ names: autoscalers, scripts, runbook. */
export function namedSeries(): string[] {
  const paths = ['deploy/**/*.*', 'docs/*.md'].flatMap((pattern) => [...new Glob(pattern).scanSync(ROOT)])
  return [...new Set(paths.flatMap((path) => readFileSync(join(ROOT, path), 'utf8').match(OURS) ?? []))]
}
