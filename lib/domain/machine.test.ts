import { expect, test } from 'vitest';
import { isScaleSet, toMachineOfNode, toMachineOfProviderId, toMachineOfResource } from './machine';

test.each([
  ['aws:///eu-central-1a/i-0123456789abcdef0', 'aws/i-0123456789abcdef0'],
  ['gce://millwright-training/europe-west4-a/a3-high-0', 'google-cloud/millwright-training/europe-west4-a/a3-high-0'],
  [
    'azure:///subscriptions/S/resourceGroups/MC_x/providers/Microsoft.Compute/virtualMachines/node-1',
    'azure/subscriptions/s/resourcegroups/mc_x/providers/microsoft.compute/virtualmachines/node-1',
  ],
  [
    'azure:///subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/pool/virtualMachines/3',
    'azure/subscriptions/s/resourcegroups/g/providers/microsoft.compute/virtualmachinescalesets/pool',
  ],
  ['kind://docker/cluster/node', null],
  ['aws:///eu-central-1a/fargate-ip-10-0-0-1', null],
  ['', null],
  [undefined, null],
])('%s is the machine %s', (providerId, machine) => {
  expect(toMachineOfProviderId(providerId)).toBe(machine);
});

test('a cloud’s own machine and the node on it have one name', () => {
  expect(
    toMachineOfResource(
      'aws',
      'compute-instance',
      'arn:aws:ec2:eu-central-1:111122223333:instance/i-0123456789abcdef0',
    ),
  ).toBe(toMachineOfProviderId('aws:///eu-central-1a/i-0123456789abcdef0'));
  expect(
    toMachineOfResource(
      'google-cloud',
      'compute-instance',
      '//compute.googleapis.com/projects/p/zones/europe-west4-a/instances/n',
    ),
  ).toBe(toMachineOfProviderId('gce://p/europe-west4-a/n'));
  const scaleSet = '/subscriptions/s/resourcegroups/g/providers/microsoft.compute/virtualmachinescalesets/pool';
  expect(toMachineOfResource('azure', 'instance-group', scaleSet)).toBe(
    toMachineOfProviderId(
      'azure:///subscriptions/S/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/pool/virtualMachines/0',
    ),
  );
});

test('a node that names no machine is known by its own identifier, whoever lists it', () => {
  const uid = 'b2c0a4d6-4b1f-4f0e-9b57-0f7d1a1f2e11';
  expect(toMachineOfNode('gce://p/europe-west4-a/n', uid)).toBe('google-cloud/p/europe-west4-a/n');
  expect(toMachineOfNode('kind://docker/cluster/node', uid)).toBe(`kubernetes/${uid}`);
  expect(toMachineOfNode(undefined, uid)).toBe(`kubernetes/${uid}`);
  for (const none of ['', null, undefined]) expect(toMachineOfNode(undefined, none)).toBeNull();
});

test.each([
  ['coreweave://g0a1b2c', 'coreweave/u'],
  ['aws:///eu-central-1a/fargate-ip-10-0-0-1', 'aws/u'],
  ['ocid1.instance.oc1.eu-frankfurt-1.abc', 'oci/u'],
  ['cn-hangzhou.i-abc', 'alicloud/u'],
  ['NewCloud:///abc', 'newcloud/u'],
  ['what is this', 'unknown/u'],
  ['eks-hybrid:///eu-west-1/hall/mi-1', 'kubernetes/u'],
])('a node that names %s is the machine %s', (providerId, machine) => {
  expect(toMachineOfNode(providerId, 'u')).toBe(machine);
});

test('what is no machine has no name of one', () => {
  expect(toMachineOfResource('aws', 'volume', 'arn:aws:ec2:eu-central-1:1:volume/vol-1')).toBeNull();
  expect(toMachineOfResource('google-cloud', 'compute-instance', '//tpu.googleapis.com/projects/p/nodes/n')).toBeNull();
});

test('only what stands for all instances of a scale set is one', () => {
  const group = 'azure/subscriptions/s/resourcegroups/g/providers/microsoft.compute';
  expect(isScaleSet(`${group}/virtualmachinescalesets/pool`)).toBe(true);
  expect(isScaleSet(`${group}/virtualmachines/node-1`)).toBe(false);
});
