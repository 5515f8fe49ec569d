import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '@collabry/runtime/errors'
import { readArguments } from '@collabry/runtime/run'
import { evaluate } from './evaluate'
import { languageTable } from './languages'
import { ollamaReranker } from './ollama-reranker'
import { page } from './report'
import { builtinVectors, cachedVectors, ollamaVectors } from './vectors'

/** How well search finds. */
const USAGE =
  'Usage: bun run eval [FOLDER…] [--cache FOLDER] [--model NAME-OF-OLLAMA] [--judge CHAT-MODEL] [--queries N] [--out FILE]'

const ROOT = join(import.meta.dir, '../../..')
const CRANFIELD = join(ROOT, 'test/fixtures/cranfield')

try {
  const { values, positionals } = readArguments(process.argv.slice(2), {
    usage: USAGE,
    allowPositionals: true,
    options: {
      cache: { type: 'string', default: join(tmpdir(), 'collabry-eval') },
      judge: { type: 'string' },
      model: { type: 'string' },
      out: { type: 'string' },
      queries: { type: 'string', default: 'Infinity' },
    },
  })
  const url = process.env.OLLAMA_BASE_URL || process.env.OLLAMA_HOST || 'http://127.0.0.1:11434'
  const source = values.model === undefined ? builtinVectors() : ollamaVectors(url, values.model)
  const progress = (done: number, of: number) => {
    if (of > 1) process.stderr.write(`\rembedded ${done} of ${of} texts${done === of ? '\n' : ''}`)
  }
  const embed = cachedVectors(source, values.cache, progress)
  const sections: string[] = []
  for (const folder of [CRANFIELD, ...positionals]) {
    const made = await evaluate(folder, {
      model: source.model,
      embed,
      reranker: values.judge === undefined ? undefined : { name: values.judge, order: ollamaReranker(url, values.judge) },
      queriesMax: Number(values.queries),
    })
    process.stdout.write(`${made}\n`)
    sections.push(made)
  }
  const byLanguage = await languageTable(embed)
  process.stdout.write(`${byLanguage}\n`)
  sections.push(byLanguage)
  // Of a folder of the user's own nothing goes into the documentation, unless a file is named.
  const out = values.out ?? (positionals.length === 0 ? join(ROOT, 'docs/evaluation.md') : undefined)
  if (out !== undefined) writeFileSync(out, page('bun run eval', sections))
} catch (error) {
  if (!(error instanceof AppError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
