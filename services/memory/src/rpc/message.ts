import type { MessageInit } from '@collabry/proto/gen/collabry/memory/v1/Message'
import type { MessageStatus } from '@collabry/proto/gen/collabry/memory/v1/MessageStatus'
import { fieldError } from '@collabry/runtime/validation'
import type { Message, TurnEnd } from '../sessions/store'

const roles = { user: 'MESSAGE_ROLE_USER', assistant: 'MESSAGE_ROLE_ASSISTANT' } as const

const statuses = {
  streaming: 'MESSAGE_STATUS_STREAMING',
  complete: 'MESSAGE_STATUS_COMPLETE',
  interrupted: 'MESSAGE_STATUS_INTERRUPTED',
  failed: 'MESSAGE_STATUS_FAILED',
} as const

export const toMessage = (message: Message): MessageInit => ({
  ...message,
  role: roles[message.role],
  status: statuses[message.status],
})

/** How a turn may end. */
export function fromEndStatus(status: MessageStatus): TurnEnd['status'] {
  if (status === statuses.complete) return 'complete'
  if (status === statuses.interrupted) return 'interrupted'
  if (status === statuses.failed) return 'failed'
  throw fieldError('status', 'must be complete, interrupted or failed')
}
