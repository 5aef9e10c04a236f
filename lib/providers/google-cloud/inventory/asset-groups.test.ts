import { expect, it } from 'vitest';
import { assetGroups, groupsFor } from './asset-groups';

it.each([1, 50, 51, 5_000])(
  'no two listings of one of %i projects have a kind in common, so that none ends a scope that another lists',
  (projects) => {
    const groups = groupsFor(projects);
    const kinds = groups.flatMap((group) => [...new Set(group.map(({ kind }) => kind))]);
    expect(kinds.filter((kind, index) => kinds.indexOf(kind) !== index)).toEqual([]);
    expect(groups.flat()).toHaveLength(assetGroups.flat().length);
  },
);

it('every type is listed once', () => {
  const types = assetGroups.flat().map(({ assetType }) => assetType);
  expect(new Set(types).size).toBe(types.length);
});
