import { expect, it } from 'vitest';
import { assembleTestFleet, toTestPod, toTestResource } from '@/lib/analytics/gpus/fleet/test-fleet';
import { findWorkNode } from './find-work-node';

const cluster = (connectionId: string, machine: string | null) => [
  toTestResource(`${connectionId}-node`, { connectionId, name: 'n1', machine, gpuCount: 8 }),
  toTestPod(`${connectionId}-pod`, 'n1', 8, { connectionId }),
];
const nodesOf = (resources: Parameters<typeof assembleTestFleet>[0]) =>
  assembleTestFleet(resources, []).nodes.map(({ node }) => node);

it('joins work with the node of its own connection where two clusters and their nodes are called alike', () => {
  const nodes = nodesOf([...cluster('one', null), ...cluster('two', null)]);
  expect(nodes.map(({ cluster: name, name: node }) => [name, node])).toEqual([
    ['hall', 'n1'],
    ['hall', 'n1'],
  ]);
  expect(findWorkNode(nodes, 'one', 'n1')?.id).toBe('one-node');
  expect(findWorkNode(nodes, 'two', 'n1')?.id).toBe('two-node');
  expect(findWorkNode(nodes, 'three', 'n1')).toBeUndefined();
});

it('joins work with the machine of another connection that its node runs on', () => {
  const machine = (id: string) =>
    toTestResource(id, { kind: 'compute-instance', provider: 'aws', connectionId: 'cloud', machine: `aws/${id}` });
  const nodes = nodesOf([machine('i-1'), machine('i-2'), ...cluster('one', 'aws/i-1'), ...cluster('two', 'aws/i-2')]);
  expect(nodes.map(({ id }) => id).sort()).toEqual(['i-1', 'i-2']);
  expect(findWorkNode(nodes, 'one', 'n1')?.id).toBe('i-1');
  expect(findWorkNode(nodes, 'two', 'n1')?.id).toBe('i-2');
});
