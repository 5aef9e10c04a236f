import { isUnavailable } from '@/lib/access/request/is-unavailable';
import type { Problem } from '@/lib/api/contracts/problem';
import { Refusal, type RefusalKind } from '@/lib/domain/refusal';
import { RequestFault } from './request-fault';

const refusals: Record<RefusalKind, { status: number; title: string }> = {
  unauthenticated: { status: 401, title: 'Not signed in' },
  denied: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Conflict' },
  'too-large': { status: 413, title: 'Too large' },
  invalid: { status: 422, title: 'Input refused' },
  'too-many': { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'Not available now' },
};

const requestFaults: Record<RequestFault['status'], string> = {
  400: 'Malformed request',
  408: 'Request too slow',
  415: 'Content type not understood',
};

const retryAfterSeconds: Partial<Record<number, string>> = { 429: '60', 503: '5' };

/** What an error is told as. What we did not foresee says nothing but the request id; the log holds the rest. */
export function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof Refusal) {
    const { status, title } = refusals[error.kind];
    const errors = error.errors.length === 0 ? {} : { errors: error.errors };
    return { type: `urn:millwright:problem:${error.kind}`, title, status, detail: error.message, requestId, ...errors };
  }
  if (error instanceof RequestFault) {
    const title = requestFaults[error.status];
    return { type: 'about:blank', title, status: error.status, detail: error.message, requestId };
  }
  if (isUnavailable(error)) {
    const detail = 'The database does not answer or cannot be written right now. Try again in a moment.';
    return { type: 'urn:millwright:problem:unavailable', ...refusals.unavailable, detail, requestId };
  }
  const detail = `Something went wrong on our side. Quote ${requestId} when you ask for help.`;
  return { type: 'about:blank', title: 'Internal error', status: 500, detail, requestId };
}

/** RFC 9457 problem details. */
export function problemResponse(problem: Problem): Response {
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  const retryAfter = retryAfterSeconds[problem.status];
  if (retryAfter) headers.set('retry-after', retryAfter);
  if (problem.status === 401) headers.set('www-authenticate', 'Bearer');
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}
