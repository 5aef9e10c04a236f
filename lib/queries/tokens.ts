import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { createTokenSchema } from '@/lib/api/contracts/people';
import { readApi, sendApi, writeApi } from './api-client';
import { apiTokensSchema, createdTokenSchema } from './lazy-contracts';

export const tokensKey = ['tokens'] as const;

/** The person's own API tokens. Their values are never returned. */
export function tokensQuery() {
  return queryOptions({
    queryKey: tokensKey,
    queryFn: ({ signal }) => readApi('/tokens', apiTokensSchema, { signal }),
  });
}

export type TokenToCreate = z.infer<typeof createTokenSchema>;

/** The answer holds the token's value, once; it is kept nowhere. */
export function createTokenMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: ({ input, idempotencyKey }: { input: TokenToCreate; idempotencyKey: string }) =>
      writeApi('/tokens', createdTokenSchema, { method: 'POST', body: input, idempotencyKey }),
    onSuccess: () => client.invalidateQueries({ queryKey: tokensKey }),
  });
}

export function revokeTokenMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => sendApi(`/tokens/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: tokensKey }),
  });
}
