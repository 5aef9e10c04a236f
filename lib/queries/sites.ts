import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { PutSite, PutSiteOverride, SiteRules } from '@/lib/api/contracts/sites';
import { readApi, sendApi, writeApi } from './api-client';
import { resourceKey } from './inventory';
import { resourceDetailSchema, siteRulesSchema, siteSchema, sitesSchema } from './lazy-contracts';

const sitesKey = ['sites'] as const;
const siteRulesKey = ['site-rules'] as const;

/** The sites that somebody described. */
export const sitesQuery = () =>
  queryOptions({ queryKey: sitesKey, queryFn: ({ signal }) => readApi('/sites', sitesSchema, { signal }) });

/** The ordered rules that map resources to sites. */
export const siteRulesQuery = () =>
  queryOptions({
    queryKey: siteRulesKey,
    queryFn: ({ signal }) => readApi('/site-rules', siteRulesSchema, { signal }),
  });

export function putSiteMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: ({ name, site }: { name: string; site: PutSite }) =>
      writeApi(`/sites/${encodeURIComponent(name)}`, siteSchema, { method: 'PUT', body: site }),
    onSuccess: () => client.invalidateQueries({ queryKey: sitesKey }),
  });
}

export function deleteSiteMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (name: string) => sendApi(`/sites/${encodeURIComponent(name)}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: sitesKey }),
  });
}

/** The whole set at once. Refused when somebody changed it since; then it is read again. */
export function putSiteRulesMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (rules: SiteRules) => writeApi('/site-rules', siteRulesSchema, { method: 'PUT', body: rules }),
    onSuccess: (rules) => client.setQueryData(siteRulesKey, rules),
    onError: () => client.invalidateQueries({ queryKey: siteRulesKey }),
  });
}

/** Places a resource by hand; null takes that back. */
export function placeResourceMutation(client: QueryClient, id: string) {
  return mutationOptions({
    mutationFn: (placed: PutSiteOverride | null) =>
      writeApi(`/inventory/${id}/site`, resourceDetailSchema, {
        ...(placed === null ? { method: 'DELETE' as const } : { method: 'PUT' as const, body: placed }),
      }),
    onSuccess: (resource) => client.setQueryData(resourceKey(id), resource),
  });
}
