/** How long each step may take. */
export interface ModelLimits {
  /** Until something accepts the connection. */
  connectMs: number
  firstTokenMs: number
  /** Between tokens. */
  idleMs: number
  totalMs: number
  /** Until the server has said what it has, to who asks how it does. */
  statusMs: number
  /** The same, to who wants an answer: a server that loads a model or is short of cores may take many seconds. */
  catalogueMs: number
}
