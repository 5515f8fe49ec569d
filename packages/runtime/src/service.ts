/** A started service, as its process, the stack and the tests use it. */
export interface RunningService extends AsyncDisposable {
  /** Port it serves on. */
  port: number
  /** Port of probes and metrics. */
  adminPort: number
  /** Stops taking calls, gives running ones their grace time, then closes everything. */
  drain(): Promise<void>
}
