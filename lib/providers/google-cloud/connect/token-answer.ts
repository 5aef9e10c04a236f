import { z } from 'zod';
import type { ExactJson } from '../../contract/http/parse-json';
import { readAnswer } from './call-google';

/** The only scope that Cloud Asset Inventory takes; what the identity may do with it is up to IAM. */
export const tokenScope = 'https://www.googleapis.com/auth/cloud-platform';

export interface AccessToken {
  token: string;
  /** Milliseconds since the epoch. */
  expiresAtMs: number;
}

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

/** Reads an OAuth token endpoint's answer. Throws when it holds no token. */
export function readToken(answer: ExactJson, now: Date): AccessToken {
  const { access_token, expires_in } = tokenSchema.parse(answer);
  return { token: access_token, expiresAtMs: now.getTime() + expires_in * 1000 };
}

export async function postForm(
  fetchGuarded: typeof fetch,
  address: URL,
  form: URLSearchParams,
  signal: AbortSignal,
): Promise<ExactJson> {
  return readAnswer(await fetchGuarded(address, { method: 'POST', body: form, signal }));
}
