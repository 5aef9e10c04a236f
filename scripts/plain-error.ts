import { ConfigError } from '@/lib/config/config-error';
import { Refusal } from '@/lib/domain/refusal';

/** A failure to tell in one plain sentence, without a stack. */
export class PlainError extends Error {
  override readonly name = 'PlainError';
}

/** What to tell a person of a failure: its sentence when it was foreseen, else all there is. */
export function toFailureText(error: unknown): string {
  if (error instanceof PlainError || error instanceof ConfigError || error instanceof Refusal) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
