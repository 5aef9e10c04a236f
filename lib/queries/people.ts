import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { createInvitationSchema, grantRoleSchema } from '@/lib/api/contracts/people';
import { readApi, sendApi, writeApi } from './api-client';
import { createdInvitationSchema, peopleSchema } from './lazy-contracts';

export const peopleKey = ['people'] as const;

/** Everyone who may sign in, and the invitations that were sent. */
export function peopleQuery() {
  return queryOptions({
    queryKey: peopleKey,
    queryFn: ({ signal }) => readApi('/people', peopleSchema, { signal }),
  });
}

export type RoleToGrant = z.infer<typeof grantRoleSchema>;
export type InvitationToSend = z.infer<typeof createInvitationSchema>;

const refresh = (client: QueryClient) => () => client.invalidateQueries({ queryKey: peopleKey });

export function grantRoleMutation(client: QueryClient, personId: string) {
  return mutationOptions({
    mutationFn: (role: RoleToGrant) =>
      sendApi(`/people/${encodeURIComponent(personId)}/roles`, { method: 'POST', body: role }),
    onSuccess: refresh(client),
  });
}

export function revokeRoleMutation(client: QueryClient, personId: string) {
  return mutationOptions({
    mutationFn: (bindingId: string) =>
      sendApi(`/people/${encodeURIComponent(personId)}/roles/${encodeURIComponent(bindingId)}`, {
        method: 'DELETE',
      }),
    onSuccess: refresh(client),
  });
}

export function disablePersonMutation(client: QueryClient, personId: string) {
  return mutationOptions({
    mutationFn: (disabled: boolean) =>
      sendApi(`/people/${encodeURIComponent(personId)}`, { method: 'PATCH', body: { disabled } }),
    onSuccess: refresh(client),
  });
}

/** The answer holds the link, once; it is kept nowhere. */
export function createInvitationMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: ({ input, idempotencyKey }: { input: InvitationToSend; idempotencyKey: string }) =>
      writeApi('/invitations', createdInvitationSchema, { method: 'POST', body: input, idempotencyKey }),
    onSuccess: refresh(client),
  });
}

export function revokeInvitationMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => sendApi(`/invitations/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: refresh(client),
  });
}
