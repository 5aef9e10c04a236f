import type { Config } from '@/lib/config/config';
import { Refusal } from '@/lib/domain/refusal';
import { isOwnOrigin } from './own-origin';

/**
 * Refuses a change that a browser's cookie would carry unless a page of this console asked for it: `Origin` must be there
 * and be ours, and what it sends must be JSON, or bytes where a route takes them, which no foreign form can send. Throws a
 * `denied` Refusal.
 */
export function assertSameOrigin(
  request: Request,
  config: Pick<Config, 'demo' | 'origin'>,
  { takesBytes = false }: { takesBytes?: boolean } = {},
): void {
  if (!isOwnOrigin(request.headers.get('origin'), request.headers, config))
    throw new Refusal('denied', 'This change did not come from a page of this console, so it was refused.');
  // A body always shows as present in Next, even an empty one; one without a type is refused where bodies are read.
  const type = request.headers.get('content-type');
  if (type !== null && !isJson(type) && !(takesBytes && isBytes(type)))
    throw new Refusal('denied', 'A change must be sent as application/json.');
}

export function isJson(contentType: string | null): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? '');
}

/** What an upload is sent as: a form cannot, and a foreign page's script is asked for its origin first. */
export function isBytes(contentType: string | null): boolean {
  return /^application\/octet-stream\s*(;|$)/i.test(contentType ?? '');
}
