import { describe, expect, it } from 'vitest';
import { poolListing } from './node-pools';

const metadata = { name: 'gb200', labels: { team: 'platform' } };
const condition = (type: string, status: string, reason?: string) => ({ type, status, reason });
const toItem = (spec: object, status: object) =>
  poolListing('factory', 'v1alpha1').keep({ metadata, spec: { instanceType: 'gb200-4x', ...spec }, status });

describe('a node pool', () => {
  it('says what it is made of', () => {
    const item = toItem(
      { targetNodes: 18 },
      { currentNodes: 18, conditions: [condition('AtTarget', 'True', 'TargetMet')] },
    );
    expect(item).toMatchObject({
      kind: 'node-group',
      nativeId: 'factory/nodepools.compute.coreweave.com/gb200',
      size: 'gb200-4x',
      accelerators: [],
      status: 'active',
      nativeStatus: 'TargetMet',
    });
    expect(JSON.parse(item?.raw ?? '')).toMatchObject({ spec: { targetNodes: 18 }, status: { currentNodes: 18 } });
  });

  const under = condition('AtTarget', 'False', 'UnderTarget');
  it.each([
    [
      [under, condition('Capacity', 'False', 'Partial')],
      ['degraded', 'UnderTarget'],
    ],
    [
      [under, condition('Quota', 'False', 'Over')],
      ['degraded', 'UnderTarget'],
    ],
    [
      [under, condition('Capacity', 'True', 'Sufficient')],
      ['provisioning', 'UnderTarget'],
    ],
    [
      [condition('Valid', 'False', 'InvalidInstanceType'), under],
      ['failed', 'InvalidInstanceType'],
    ],
    [[condition('Validated', 'False', 'Invalid')], ['failed', 'Invalid']],
    [[condition('AtTarget', 'True')], ['active', 'AtTarget=True']],
  ])('with %j is %j', (conditions, [status, nativeStatus]) => {
    expect(toItem({ targetNodes: 20 }, { currentNodes: 18, conditions })).toMatchObject({ status, nativeStatus });
  });

  it.each([
    [{ targetNodes: 20 }, { currentNodes: 18 }, 'provisioning'],
    [{ targetNodes: 18 }, { currentNodes: 18 }, 'active'],
    [{ targetRacks: 1 }, { currentNodes: 18 }, 'unknown'],
    [{ targetNodes: 18 }, {}, 'unknown'],
  ])('without conditions, aiming at %j with %j, is %s', (spec, status, state) => {
    expect(toItem(spec, status)).toMatchObject({ status: state, nativeStatus: null });
  });
});
