import { AppError } from '@collabry/runtime/errors'
import { Elysia } from 'elysia'

interface PageRoutes {
  openApi: () => Promise<Uint8Array<ArrayBuffer>>
}

/** Only files of our own; the two viewers build their styles at run time, and ReDoc searches in a worker it makes itself. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
const HOUR_CACHE = 'public, max-age=3600'

export const pageRoutes = ({ openApi }: PageRoutes) =>
  new Elysia({ detail: { hide: true } })
    .get('/openapi.json', async ({ set }) => {
      set.headers['cache-control'] = 'no-cache'
      return new Response(await openApi(), { headers: { 'content-type': 'application/json; charset=utf-8' } })
    })
    .get('/favicon.ico', () => new Response(ICON, { headers: { 'content-type': 'image/svg+xml', 'cache-control': HOUR_CACHE } }))
    .get('/docs', () => page(SWAGGER_UI))
    .get('/redoc', () => page(REDOC))
    .get('/docs/assets/:file', ({ params }) => {
      const { file, type } = assetOf(params.file)
      return new Response(file, { headers: { 'content-type': type, 'cache-control': HOUR_CACHE } })
    })

const page = (html: string) =>
  new Response(html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': HOUR_CACHE, 'content-security-policy': POLICY },
  })

/** Browsers request it for every page. */
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#246" d="M2 3h5l1 1 1-1h5v10H9l-1 1-1-1H2z"/></svg>'

const html = (head: string, body: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Collabry AI Core</title>
${head}
</head>
<body>
${body}
</body>
</html>
`

const asset = (name: keyof typeof ASSETS) => `/docs/assets/${name}`

const SWAGGER_UI = html(
  `<link rel="stylesheet" href="${asset('swagger-ui.css')}">`,
  `<div id="swagger-ui"></div>
<script src="${asset('swagger-ui-bundle.js')}"></script>
<script src="${asset('swagger-start.js')}"></script>`,
)

const REDOC = html(
  '',
  `<redoc spec-url="/openapi.json" disable-google-font="true"></redoc>
<script src="${asset('redoc.standalone.js')}"></script>`,
)

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

function assetOf(name: string): { file: Blob | string; type: string } {
  const asset = Object.hasOwn(ASSETS, name) ? ASSETS[name as keyof typeof ASSETS] : undefined
  if (!asset) throw new AppError('not_found', 'There is no such file.')
  return { file: 'path' in asset ? Bun.file(fileOf(asset.path)) : asset.text, type: asset.type }
}
