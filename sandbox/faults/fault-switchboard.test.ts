import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultKinds, faultSchema } from './fault';
import { FaultSwitchboard } from './fault-switchboard';

const target = { account: '1', region: 'eu-west-1', service: 'ec2', operation: 'DescribeVpcs' };
const strikes = (switchboard: FaultSwitchboard, calls: number) =>
  Array.from({ length: calls }, () => switchboard.strike('aws', target) !== null);

describe('FaultSwitchboard', () => {
  test('strikes nothing until a rule is set, and nothing after it is cleared', () => {
    const switchboard = new FaultSwitchboard('seed');
    expect(switchboard.strike('aws', target)).toBeNull();
    switchboard.set('aws', [{ fault: { kind: 'hang' } }]);
    expect(switchboard.strike('aws', target)).toEqual({ kind: 'hang' });
    switchboard.clear();
    expect(switchboard.strike('aws', target)).toBeNull();
  });

  test.each([{ account: '2' }, { region: 'us-east-1' }, { service: 's3' }, { operation: 'DescribeSubnets' }])(
    'leaves calls alone that its narrowing excludes: %o',
    (where) => {
      const switchboard = new FaultSwitchboard('seed');
      switchboard.set('aws', [{ fault: { kind: 'hang' }, where }]);
      expect(switchboard.strike('aws', target)).toBeNull();
    },
  );

  test('strikes calls that fit every narrowing', () => {
    const switchboard = new FaultSwitchboard('seed');
    switchboard.set('aws', [{ fault: { kind: 'hang' }, where: target }]);
    expect(switchboard.strike('aws', target)).not.toBeNull();
  });

  test('passes the first calls, strikes as often as told, and counts both', () => {
    const switchboard = new FaultSwitchboard('seed');
    switchboard.set('aws', [{ fault: { kind: 'throttle' }, after: 2, times: 3 }]);
    expect(strikes(switchboard, 7)).toEqual([false, false, true, true, true, false, false]);
    expect(switchboard.state().aws).toMatchObject([{ matched: 7, struck: 3 }]);
  });

  test('falls through to the next rule when the first is spent', () => {
    const switchboard = new FaultSwitchboard('seed');
    switchboard.set('aws', [{ fault: { kind: 'throttle' }, times: 1 }, { fault: { kind: 'hang' } }]);
    expect(switchboard.strike('aws', target)).toEqual({ kind: 'throttle' });
    expect(switchboard.strike('aws', target)).toEqual({ kind: 'hang' });
  });

  test('strikes about the share of calls its probability says, the same ones every time', () => {
    fc.assert(
      fc.property(fc.string(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, probability) => {
        const [first, second] = [new FaultSwitchboard(seed), new FaultSwitchboard(seed)];
        for (const switchboard of [first, second]) switchboard.set('aws', [{ fault: { kind: 'hang' }, probability }]);
        const pattern = strikes(first, 400);
        expect(strikes(second, 400)).toEqual(pattern);
        expect(pattern.filter(Boolean).length / 400).toBeCloseTo(probability, 0);
      }),
      { numRuns: 30 },
    );
  });

  test('knows every kind it lists', () => {
    for (const kind of faultKinds) expect(faultSchema.parse({ kind }).kind).toBe(kind);
  });
});
