import { expect, it } from 'vitest';
import type { FleetDevice } from '@/lib/domain/gpu/fleet';
import { toUnknownWhy } from './device-use';
import type { DeviceJudgement } from './judge-fleet';

const judged: DeviceJudgement = { health: { health: 'unknown', findings: ['x'] }, idleness: null };
const reading = (metric: 'hw.gpu.utilization' | 'gpu.xid'): FleetDevice['readings'][number] => ({
  metric,
  value: 0,
  at: new Date(0),
  attributes: {},
  definition: 'x',
  connectionId: 'c',
});
const why = (
  device: Partial<FleetDevice>,
  { isExpired = false, judgement = judged }: { isExpired?: boolean; judgement?: DeviceJudgement | null } = {},
) =>
  toUnknownWhy(
    { isExpired },
    { readings: [reading('hw.gpu.utilization')], isFrozen: false, ...device } as FleetDevice,
    judgement ?? undefined,
  );

it('says why nobody knows how a device stands: first what nobody lists, then what nobody measures', () => {
  expect(why({}, { isExpired: true })).toBe('unlisted');
  expect(why({ readings: [] }, { judgement: null })).toBe('unmeasured');
  expect(why({}, { judgement: null })).toBe('unjudged');
  expect(why({ isFrozen: true })).toBe('frozen');
});

it('tells what was measured and says nothing of health from what could not be read', () => {
  expect(why({})).toBe('untold');
  expect(why({ readings: [reading('gpu.xid')] })).toBe('torn');
});
