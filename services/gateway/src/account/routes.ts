import { Elysia } from 'elysia'
import { noBody } from '../core/body/body'
import { fileAnswer } from '../core/file-response'
import { operation } from '../core/openapi/operation'
import { callerOf } from '../core/request-context'
import { byteStream } from '../core/text-stream'
import { aboutUser } from '../core/with-user'
import type { EraseUser } from './erase-user'
import { meExamples, zipOperation } from './examples'
import { archiveOf, type ExportPorts } from './export-archive'
import { zipped } from './zip'

interface MeRoutes extends ExportPorts {
  eraseUser: EraseUser
  silence: (request: Request, seconds: number) => void
}

/** A worker of rag may have to let go of a document, a reader of an archive may be slow: the most that Bun lets us set. */
const SILENCE_SECONDS = 255

const ERASED =
  'Everything of this user is erased. The count of what was used today stays until midnight (UTC), under a hash of the user'

/** Export and erasure of all data of a user. */
export const meRoutes = ({ eraseUser, silence, ...ports }: MeRoutes) =>
  new Elysia()
    .get(
      '/ai/me/export',
      async ({ request }) => {
        silence(request, SILENCE_SECONDS)
        const entries = await archiveOf(ports, callerOf(request))
        const content = byteStream(zipped(entries, new Date()))
        return fileAnswer({ name: 'collabry-export.zip', type: 'application/zip', content, disposition: 'attachment' })
      },
      { detail: zipOperation },
    )
    .delete(
      '/ai/me',
      async ({ request }) => {
        silence(request, SILENCE_SECONDS)
        const receipt = await eraseUser(callerOf(request))
        return aboutUser(request, { message: ERASED, receipt })
      },
      {
        parse: noBody,
        detail: operation(
          'eraseUser',
          'Account',
          "erases everything of the user, for good; today's count of usage stays until midnight (UTC)",
          meExamples.erase,
        ),
      },
    )
