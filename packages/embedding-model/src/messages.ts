/** Between the service and the process that embeds. */
export interface EmbedMessage {
  id: number
  texts: string[]
  /** Goes before what is not, also while that is computed, unless it is long. */
  urgent: boolean
}

interface CancelMessage {
  cancelled: number
}

export type Request = EmbedMessage | CancelMessage

export interface Reply {
  id: number
  vectors: Float32Array[]
  textsCut: number
}
