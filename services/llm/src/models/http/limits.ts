/** Time limits of the steps of a call to a model server. */
export interface ModelLimits {
  /** Until a connection is accepted. */
  connectMs: number
  firstTokenMs: number
  /** Between tokens. */
  idleMs: number
  totalMs: number
  /** For the list of models, when it is read for the status of the service. */
  statusMs: number
  /** The same, when an answer needs it. A server that loads a model or is short of cores may take many seconds. */
  catalogueMs: number
}
