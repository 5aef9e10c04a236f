import { expect, it } from 'vitest';
import type { Tenant } from '../connect/open-tenant';
import { readTopology } from './read-topology';

it('leaves out the ways to nodes that are no sites', async () => {
  const answer = {
    nodes: [
      { id: '1', site: { site_type: 'CUSTOMER_EDGE' }, metadata: { name: 'munich' } },
      { id: '2', site: { site_type: 'REGIONAL_EDGE' }, metadata: { name: 'fra' } },
      { id: '3', metadata: { name: 'a-network' } },
    ],
    edges: [
      { node_id1: '1', node_id2: '2', links: [] },
      { node_id1: '1', node_id2: '3', links: [] },
    ],
  };
  const tenant: Tenant = {
    host: 'lab.example',
    now: () => new Date('2026-11-22T12:00:00Z'),
    request: async (_, schema) => schema.parse(answer),
  };
  const selector = { edge: [], startSeconds: 0, endSeconds: 60, step: '60s' };
  const { edges } = await readTopology(tenant, 'munich', selector);
  expect(edges.map(({ ends }) => ends)).toEqual([['munich', 'fra']]);
});
