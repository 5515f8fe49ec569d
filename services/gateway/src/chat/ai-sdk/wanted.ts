/** Whether a client of the AI SDK asks: `?format=ai-sdk`, or `Accept: text/event-stream; profile=ai-sdk`. */
export function wantsAiSdk({ url, headers }: Request): boolean {
  if (new URL(url).searchParams.get('format') === 'ai-sdk') return true
  return (headers.get('accept') ?? '').split(',').some((range) => PROFILE.test(range))
}

const PROFILE = /^\s*text\/event-stream\s*;(?:.*;)?\s*profile\s*=\s*"?ai-sdk"?\s*(?:;|$)/i
