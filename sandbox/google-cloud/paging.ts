import { z } from 'zod';
import type { Fault } from '../faults/fault';
import { invalidArgument } from './google-error';
import { readSigned, writeSigned } from './identity/signed-text';

export interface PageRequest<T> {
  /** The whole list, in the order pages follow. */
  items: readonly T[];
  /** Unique in the list. */
  keyOf: (item: T) => string;
  size: number;
  /** The caller's token; empty asks for the first page. */
  token: string;
  /** Whatever shaped the list: a token is good only for the same question. */
  question: unknown;
  signingKey: Buffer;
  fault: Fault | null;
}

export interface Page<T> {
  items: T[];
  /** Absent on the last page. */
  nextPageToken?: string;
}

/** Where a page begins: at this index, which held this key when the page before ended. `again` marks a page served twice. */
const positionSchema = z.tuple([z.int(), z.string(), z.boolean()]);
type Position = z.infer<typeof positionSchema>;

/** One page of a list; the faults that spoil pages are acted out here. */
export function pageOf<T>({ items, keyOf, size, token, question, signingKey, fault }: PageRequest<T>): Page<T> {
  if (fault?.kind === 'empty-success') return { items: [] };
  const label = `page ${JSON.stringify(question)}`;
  const position = token === '' ? null : readPosition(signingKey, label, token);
  const start = position === null ? 0 : findStart(items, keyOf, position);
  const page = items.slice(start, start + size);
  const last = page.at(-1);
  const end = start + page.length;
  const next: Position | null = last !== undefined && end < items.length ? [end, keyOf(last), false] : null;
  const diverted = divert(fault, position, next);
  return diverted === null ? { items: page } : { items: page, nextPageToken: writeSigned(signingKey, label, diverted) };
}

/** Behind the last key served, wherever it is now; at the same place when it has gone. */
function findStart<T>(items: readonly T[], keyOf: (item: T) => string, [index, key]: Position): number {
  if (index === 0) return 0;
  const before = items[index - 1];
  if (before !== undefined && keyOf(before) === key) return index;
  const found = items.findIndex((item) => keyOf(item) === key);
  return found < 0 ? index : found + 1;
}

function divert(fault: Fault | null, position: Position | null, next: Position | null): Position | null {
  const [index, key, again] = position ?? [0, '', false];
  if (fault?.kind === 'token-loop') return [index, key, false];
  if (fault?.kind === 'duplicate-page' && !again) return [index, key, true];
  return next;
}

function readPosition(signingKey: Buffer, label: string, token: string): Position {
  const parsed = positionSchema.safeParse(readSigned(signingKey, label, token));
  if (!parsed.success)
    throw invalidArgument('The page token is invalid, or the request differs from the one it is of.');
  return parsed.data;
}
