import type { Caller } from '../../core/caller'
import { noteMessage, requestContext } from '../../core/request-context'
import type { Answers } from '../../core/responses'
import type { Sessions, TurnRef } from '../../sessions/ports'
import type { Chat } from '../chat'
import type { Resumable } from '../streams/resumable'
import { type TurnFields, toChatRequest } from '../turn-fields'
import { type AiSdkBranch, answerToReplace } from './branch'
import { aiSdkFormat, uiMessageLog, uiMessageParts } from './ui-message'

export interface UiStreamParts {
  chat: Chat
  sessions: Pick<Sessions, 'messages'>
  answers: Answers
  resumable: Resumable
}

export type UiStream = ReturnType<typeof createUiStream>

/** Answers a client of the AI SDK. A branch replaces an answer of the session; `insteadOf` names one outright. */
export const createUiStream =
  ({ chat, sessions, answers, resumable }: UiStreamParts) =>
  (
    request: Request,
    fields: TurnFields,
    { branch, insteadOf }: { branch?: AiSdkBranch | undefined; insteadOf?: string | undefined },
  ) => {
    const run = async function* (caller: Caller, begun: (turn: TurnRef) => Promise<void>) {
      const replaced = insteadOf ?? (await answerToReplace(sessions, fields.session_id, branch, caller))
      yield* chat(toChatRequest(request, fields, replaced), caller, begun)
    }
    if (fields.resumable) return resumable(request, uiMessageLog, run)
    const noted = async ({ messageId }: TurnRef) => noteMessage(request, messageId)
    const messageId = () => requestContext(request).messageId
    return answers.relay(request, (caller) => uiMessageParts(run(caller, noted), messageId), aiSdkFormat)
  }
