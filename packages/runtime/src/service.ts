/** A started service: what its process, the stack and the tests see of it. */
export interface RunningService extends AsyncDisposable {
  /** Port it serves on. */
  port: number
  /** Port of probes and metrics. */
  adminPort: number
  /** Not ready any more, no new calls; running ones get their grace time, then everything is closed. */
  drain(): Promise<void>
}
