/** Requests that run no model, though their method and the beginning of their path look like it. */
const FREE = new Set(['/ai/sessions', '/ai/search', '/ai/upload', '/ai/upload/file'])
const FREE_END = /\/(feedback|ticket|retry)$/

/** Whether a request may run a model; one that nobody has thought of here may. */
export const spendsTokens = (method: string, path: string): boolean =>
  method === 'POST' && /^\/(ai|v1)\//.test(path) && !FREE.has(path) && !FREE_END.test(path)
