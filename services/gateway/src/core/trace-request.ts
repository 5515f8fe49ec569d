import { runInSpan, startSpan, TRACEPARENT } from '@collabry/runtime/trace'

type Handle = (request: Request) => Response | Promise<Response>

/** Every request is a span, a part of the trace that it names; the edge ends it. */
export const traceRequests =
  (handle: Handle): Handle =>
  (request) =>
    runInSpan(startSpan(request.method, 'server', request.headers.get(TRACEPARENT) ?? ''), () => handle(request))
