import { expect, it } from 'vitest';
import type { GpuHolder } from '@/lib/domain/gpu/fleet';
import { toResponsible } from './to-responsible';

const node = { team: 'platform', owner: 'root' };
const pod = (name: string, team: string | null): GpuHolder => ({
  kind: 'pod',
  name,
  namespace: 'research',
  resourceId: null,
  team,
  owner: null,
});
const [mine, theirs] = [pod('a', 'mine'), pod('b', 'theirs')];

it('answer for a device those who hold it, or else whose node it is', () => {
  expect(toResponsible(node, [mine], [mine])).toEqual({ team: 'mine', owner: 'root' });
  expect(toResponsible(node, [], [])).toEqual({ team: 'platform', owner: 'root' });
});

it('nobody answers for a device of which a holder is hidden', () => {
  expect(toResponsible(node, [theirs], [])).toEqual({ team: null, owner: null });
  expect(toResponsible(node, [mine, theirs], [mine])).toEqual({ team: null, owner: null });
});
