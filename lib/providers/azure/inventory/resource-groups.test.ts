import { describe, expect, it } from 'vitest';
import { typeGroups } from './resource-groups';
import { toResourceRow } from './resource-row';

/** Everything that the resources of any type hold within their own documents. */
const properties = {
  agentPoolProfiles: [{ name: 'pool' }],
  subnets: [{ name: 'subnet' }],
  peerings: [{ name: 'peering' }],
  links: [{}],
  containers: [{}],
};

/** What makes gateways and connections those of circuits. */
const ofCircuits = { gatewayType: 'ExpressRoute', connectionType: 'ExpressRoute' };

function rowOf(type: string, further: object = {}) {
  const id = `/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/${type}/thing`;
  const row = toResourceRow({
    id,
    name: 'thing',
    type,
    location: 'westeurope',
    properties: { ...properties, ...further },
  });
  if (row === null) throw new Error('No row.');
  return row;
}

describe('the groups of types', () => {
  it('have no kind in common, so that none ends a scope that another lists', () => {
    const kinds = typeGroups.flatMap((group) => group.kinds);
    expect(kinds.filter((kind, index) => kinds.indexOf(kind) !== index)).toEqual([]);
    const types = typeGroups.flatMap((group) => Object.keys(group.types));
    expect(new Set(types).size).toBe(types.length);
  });

  it.each(typeGroups.map((group) => [group.kinds.join(', '), group] as const))(
    'tell of the kinds they name and no other: %s',
    (_, { kinds, types }) => {
      const told = Object.entries(types).flatMap(([type, mapRow]) =>
        [rowOf(type), rowOf(type, ofCircuits)].flatMap(mapRow).map(({ kind }) => kind),
      );
      expect([...new Set(told)].sort()).toEqual([...kinds].sort());
    },
  );
});

it('a row without properties is a resource all the same', () => {
  const id =
    '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/microsoft.compute/disks/d';
  expect(toResourceRow({ id, name: 'd', type: 'microsoft.compute/disks' })).toMatchObject({ name: 'd' });
});
