import { AppError } from '@collabry/runtime/errors'

const JS = 'text/javascript; charset=utf-8'

const fileOf = (specifier: string) => Bun.fileURLToPath(import.meta.resolve(specifier))

/** The viewers' own files, from their packages: the pages work without internet. */
export const ASSETS = {
  'swagger-ui.css': { path: 'swagger-ui-dist/swagger-ui.css', type: 'text/css; charset=utf-8' },
  'swagger-ui-bundle.js': { path: 'swagger-ui-dist/swagger-ui-bundle.js', type: JS },
  'redoc.standalone.js': { path: 'redoc/bundles/redoc.standalone.js', type: JS },
  // A file because the pages allow no script inside them.
  'swagger-start.js': {
    text: "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', validatorUrl: null })\n",
    type: JS,
  },
} as const

export function assetOf(name: string): { file: Blob | string; type: string } {
  const asset = Object.hasOwn(ASSETS, name) ? ASSETS[name as keyof typeof ASSETS] : undefined
  if (!asset) throw new AppError('not_found', 'There is no such file.')
  return { file: 'path' in asset ? Bun.file(fileOf(asset.path)) : asset.text, type: asset.type }
}
