/** How long each step of a chat may take. */
export interface ChatLimits {
  /** Until something accepts the connection. */
  connectMs: number
  firstTokenMs: number
  /** Between tokens. */
  idleMs: number
  totalMs: number
}
