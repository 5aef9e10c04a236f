import type { Config } from '@/lib/config/config';
import { Refusal } from '@/lib/domain/refusal';
import { isOwnOrigin } from './own-origin';

/**
 * Refuses a change that a browser's cookie would carry unless a page of this console asked for it: `Origin` must be there
 * and be ours, and the body must be JSON, which no foreign form can send. Throws a `denied` Refusal.
 */
export function assertSameOrigin(request: Request, config: Pick<Config, 'demo' | 'origin'>): void {
  if (!isOwnOrigin(request.headers.get('origin'), request.headers, config))
    throw new Refusal('denied', 'This change did not come from a page of this console, so it was refused.');
  if (request.body !== null && !isJson(request.headers.get('content-type')))
    throw new Refusal('denied', 'A change must be sent as application/json.');
}

export function isJson(contentType: string | null): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? '');
}
