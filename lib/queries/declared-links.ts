import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { ChangeDeclaredLink, DeclaredLinkInput } from '@/lib/api/contracts/declared-links';
import { readApi, sendApi, writeApi } from './api-client';
import { declaredLinkSchema, declaredLinksSchema } from './lazy-contracts';

const declaredLinksKey = ['links', 'declared'] as const;

/** The links that people or millwright.yaml declared. */
export const declaredLinksQuery = () =>
  queryOptions({
    queryKey: declaredLinksKey,
    queryFn: ({ signal }) => readApi('/declared-links', declaredLinksSchema, { signal }),
  });

/** Every list and page of links may show it. */
const forgetLinks = (client: QueryClient) => client.invalidateQueries({ queryKey: ['links'] });

export function declareLinkMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (link: DeclaredLinkInput) =>
      writeApi('/declared-links', declaredLinkSchema, { method: 'POST', body: link }),
    onSuccess: () => forgetLinks(client),
  });
}

export function changeDeclaredLinkMutation(client: QueryClient, id: string) {
  return mutationOptions({
    mutationFn: (link: ChangeDeclaredLink) =>
      writeApi(`/declared-links/${id}`, declaredLinkSchema, { method: 'PUT', body: link }),
    onSuccess: () => forgetLinks(client),
  });
}

export function removeDeclaredLinkMutation(client: QueryClient, id: string) {
  return mutationOptions({
    mutationFn: (reason: string) => sendApi(`/declared-links/${id}`, { method: 'DELETE', body: { reason } }),
    onSuccess: () => client.invalidateQueries({ queryKey: declaredLinksKey }),
  });
}
