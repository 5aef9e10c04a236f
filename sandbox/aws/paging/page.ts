import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Call } from '../call';
import { open, seal } from '../signature/seal';

export interface PageRequest<T> {
  /** The whole list, in the order pages follow. */
  items: readonly T[];
  /** A text that grows along the list, or shrinks when `descending`, and is unique in it. */
  keyOf: (item: T) => string;
  descending?: boolean;
  /** Most items a page may hold. */
  size: number;
  /** The caller's token; undefined asks for the first page. */
  token: string | undefined;
  /** Whatever else shaped the list: a token is good only for the same question. */
  question?: unknown;
  /** Thrown when the token is not one of ours for this question. */
  invalidToken: () => Error;
}

export interface Page<T> {
  items: T[];
  /** Absent on the last page. */
  nextToken: string | undefined;
}

/** Where a page begins: behind this key, or at the start. `again` marks a page served a second time. */
const positionSchema = z.tuple([z.string().nullable(), z.boolean()]);
type Position = z.infer<typeof positionSchema>;

/**
 * One page of a list. Tokens name the last key served, so that a list that changes between pages
 * neither repeats nor skips what stayed. The page faults of the call are acted out here.
 */
export function pageOf<T>(call: Call, request: PageRequest<T>): Page<T> {
  if (call.fault?.kind === 'empty-success') return { items: [], nextToken: undefined };
  const label = labelOf(call, request.question);
  const [after, again] = readPosition(call, label, request);
  const isBehind = (key: string, mark: string) => (request.descending ? key < mark : key > mark);
  const rest = after === null ? request.items : request.items.filter((item) => isBehind(request.keyOf(item), after));
  const items = rest.slice(0, request.size);
  const last = items.at(-1);
  const next: Position | null = last !== undefined && rest.length > items.length ? [request.keyOf(last), false] : null;
  const position = divert(call, [after, again], next);
  return { items, nextToken: position ? seal(call.keys.sealKey, label, JSON.stringify(position)) : undefined };
}

/** The whole list, for operations that do not page; empty under the fault that empties lists. */
export function wholeOf<T>(call: Call, items: readonly T[]): T[] {
  return call.fault?.kind === 'empty-success' ? [] : [...items];
}

function divert(call: Call, [after, again]: Position, next: Position | null): Position | null {
  if (call.fault?.kind === 'token-loop') return [after, false];
  if (call.fault?.kind === 'duplicate-page' && !again) return [after, true];
  return next;
}

function readPosition<T>(call: Call, label: string, { token, invalidToken }: PageRequest<T>): Position {
  if (token === undefined) return [null, false];
  const text = open(call.keys.sealKey, label, token);
  if (text === null) throw invalidToken();
  return positionSchema.parse(JSON.parse(text));
}

function labelOf({ account, region, operation }: Call, question: unknown): string {
  const digest = createHash('sha256')
    .update(JSON.stringify(question ?? null))
    .digest('base64');
  return ['page', account, region, operation, digest].join(' ');
}
