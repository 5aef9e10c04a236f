import { createHash } from 'node:crypto';
import { z } from 'zod';
import { open, seal } from '../aws/signature/seal';
import type { Call } from './call';

/** Where a page begins: behind what was served before. `again` marks a page served a second time. */
const positionSchema = z.strictObject({ after: z.unknown().optional(), again: z.boolean() });

export interface TokenRequest {
  /** Whatever shaped the list: a token is good only for the same question. */
  question: unknown;
  token: string | undefined;
  /** Thrown when the token is not one of ours for this question. */
  invalidToken: () => Error;
}

export interface PagePosition {
  /** What the caller's token says; undefined asks for the first page. */
  after: unknown;
  /** The token of the page that follows, given where it would begin; undefined when there is none. */
  tokenBefore(next: unknown): string | undefined;
}

/** Reads a page's token and makes the next one. The page faults of the call are acted out here. */
export function readPosition({ sealKey, fault }: Call, { question, token, invalidToken }: TokenRequest): PagePosition {
  const label = `page ${createHash('sha256').update(JSON.stringify(question)).digest('base64')}`;
  const text = token === undefined ? undefined : open(sealKey, label, token);
  if (text === null) throw invalidToken();
  const { after, again } =
    text === undefined ? { after: undefined, again: false } : positionSchema.parse(JSON.parse(text));
  const sealed = (position: z.infer<typeof positionSchema>) => seal(sealKey, label, JSON.stringify(position));
  return {
    after,
    tokenBefore(next) {
      if (fault?.kind === 'token-loop') return sealed({ after, again: false });
      if (fault?.kind === 'duplicate-page' && !again) return sealed({ after, again: true });
      return next === undefined ? undefined : sealed({ after: next, again: false });
    },
  };
}
