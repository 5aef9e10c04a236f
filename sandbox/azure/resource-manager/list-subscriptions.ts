import type { WireResponse } from '../../wire/wire';
import { subscriptions, tenant } from '../../world/azure/geography';
import { jsonResponse } from '../azure-error';
import type { Call } from '../call';
import { readPosition } from '../paging';
import { badRequest } from '../refusals';

/** Few, so that the demo's directory already takes two pages. */
const pageSize = 3;

/** Answers which subscriptions the caller sees, ordered by id. */
export function listSubscriptions(call: Call): WireResponse {
  if (call.fault?.kind === 'empty-success') return jsonResponse(200, { value: [], count: countOf(0) });
  const position = readPosition(call, {
    question: 'subscriptions',
    token: call.request.query.$skiptoken,
    invalidToken: () => badRequest('InvalidSkipToken', 'The skip token is not valid.'),
  });
  const all = Object.values(subscriptions).sort((left, right) => (left.id < right.id ? -1 : 1));
  const after = typeof position.after === 'string' ? position.after : '';
  const rest = all.filter(({ id }) => id > after);
  const page = rest.slice(0, pageSize);
  const token = position.tokenBefore(rest.length > page.length ? page.at(-1)?.id : undefined);
  const answer = { value: page.map(toSubscription), count: countOf(all.length) };
  if (token === undefined) return jsonResponse(200, answer);
  const query = new URLSearchParams({ 'api-version': call.request.query['api-version'] ?? '', $skiptoken: token });
  return jsonResponse(200, { ...answer, nextLink: `${call.origin}/subscriptions?${query}` });
}

function countOf(value: number) {
  return { type: 'Total', value };
}

function toSubscription({ id, name }: { id: string; name: string }) {
  return {
    id: `/subscriptions/${id}`,
    authorizationSource: 'RoleBased',
    managedByTenants: [],
    subscriptionId: id,
    tenantId: tenant.id,
    displayName: name,
    state: 'Enabled',
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'EnterpriseAgreement_2014-09-01',
      spendingLimit: 'Off',
    },
  };
}
