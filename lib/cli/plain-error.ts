import { ConfigError } from '@/lib/config/config-error';
import { Refusal } from '@/lib/domain/refusal';

/** A failure to tell in one plain sentence, without a stack. */
export class PlainError extends Error {
  override readonly name = 'PlainError';
}

/** How to tell a failure nobody foresaw: in one sentence, or whole with its stack. */
export type UnforeseenTelling = 'sentence' | 'whole';

/** What to tell a person of a failure: its sentences when it was foreseen, else as `unforeseen` says. */
export function toFailureText(error: unknown, unforeseen: UnforeseenTelling = 'whole'): string {
  if (error instanceof Refusal) return [error.message, ...error.errors.map(toFieldLine)].join('\n');
  if (error instanceof PlainError || error instanceof ConfigError) return error.message;
  return toDatabaseSentence(error) ?? tellUnforeseen(error, unforeseen);
}

function tellUnforeseen(error: unknown, telling: UnforeseenTelling): string {
  if (!(error instanceof Error)) return String(error);
  if (telling === 'whole') return error.stack ?? error.message;
  const code = 'code' in error && typeof error.code === 'string' ? `${error.name}, ${error.code}` : error.name;
  return `It failed in a way nobody foresaw (${code}); with --debug it tells all there is.`;
}

function toFieldLine({ path, message }: { path: string; message: string }): string {
  return path === '' ? message : `${path}: ${message}`;
}

const silent = 'The database does not answer: nothing listens at the address of DATABASE_URL.';
const refused = 'The database refused the user or the password in DATABASE_URL.';
const absent = 'The database named in DATABASE_URL does not exist.';
const bare = 'The database has no tables of this version: start the console once, it brings them.';

/** By the codes of the network, of PostgreSQL and of Prisma. */
const databaseSentences: Record<string, string> = {
  ECONNREFUSED: silent,
  ENOTFOUND: 'The database does not answer: the host in DATABASE_URL is not known.',
  ETIMEDOUT: 'The database does not answer: the connection timed out.',
  P1001: silent,
  P1002: 'The database does not answer: the connection timed out.',
  '28P01': refused,
  '28000': refused,
  P1000: refused,
  '3D000': absent,
  P1003: absent,
  '42P01': bare,
  P2021: bare,
};

/** A sentence for a database that cannot be used, by the error's code; null for anything else. */
export function toDatabaseSentence(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = 'code' in at ? databaseSentences[String(at.code)] : undefined;
    if (code !== undefined) return code;
    const [first] = at instanceof AggregateError ? at.errors : [];
    const inner = first === undefined ? null : toDatabaseSentence(first);
    if (inner !== null) return inner;
  }
  return null;
}
