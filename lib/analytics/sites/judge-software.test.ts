import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareSoftware, type SoftwareComponent, type SoftwareFacts, upgradeReasons } from '@/lib/domain/site/software';
import { judgeSoftware, type ToldSoftware } from './judge-software';
import { isOlderMinor } from './version-order';

const now = new Date('2026-11-01T00:00:00Z');

function told(
  component: SoftwareComponent,
  version: string | null,
  { name = 'gpu-prod', isMachine = false, ...rest }: Partial<SoftwareFacts & ToldSoftware> = {},
): ToldSoftware {
  const { available = null, channel = null, supportEndsAt = null, cluster = null, ...where } = rest;
  return {
    resourceId: where.resourceId ?? `${name} ${component}`,
    connectionId: 'c',
    provider: 'kubernetes',
    account: 'a',
    region: 'r',
    at: now,
    ...where,
    name,
    isMachine,
    facts: { ...bareSoftware(component, version), available, channel, supportEndsAt, cluster },
  };
}
const node = (name: string, version: string, rest: Partial<SoftwareFacts & ToldSoftware> = {}) =>
  told('kubelet', version, { name, isMachine: true, cluster: 'gpu-prod', resourceId: name, ...rest });
const judge = (...all: ToldSoftware[]) => judgeSoftware(all, now);

describe('software', () => {
  it('of machines is told together by cluster and version, as old as the oldest of them', () => {
    const earlier = new Date('2026-10-31T00:00:00Z');
    const lines = judge(node('a', 'v1.33.2'), node('b', 'v1.33.2', { at: earlier }), node('c', 'v1.33.1'));
    expect(lines.map(({ version, machines, runsOn, at }) => [version, machines, runsOn, at])).toEqual([
      ['v1.33.1', 1, 'gpu-prod', now],
      ['v1.33.2', 2, 'gpu-prod', earlier],
    ]);
    expect(lines.map(({ resourceId }) => resourceId)).toEqual(['c', null]);
  });

  it('waits for the version that its source offers, and for no other', () => {
    const of = (version: string | null, available: string | null) =>
      judge(told('edge-software', version, { available })).at(0);
    const [offered, same, alone] = [of('crt-2', 'crt-3'), of('crt-2', 'crt-2'), of('crt-2', null)];
    expect(offered?.upgrade).toEqual({
      reason: 'newer-release',
      to: 'crt-3',
      basis: 'stated',
      says: 'Its source offers crt-3.',
    });
    expect(same?.upgrade).toBeNull();
    // What runs is not known, so nobody knows whether it is older.
    expect(of(null, 'crt-3')).toMatchObject({ version: null, upgrade: null });
    expect(alone?.upgrade).toBeNull();
  });

  it('waits where nodes are behind the control plane of their own cluster, patches aside', () => {
    const plane = told('kubernetes', 'v1.33.2');
    const of = (version: string, rest = {}) =>
      judge(plane, node('a', version, rest)).find(({ component }) => component === 'kubelet')?.upgrade;
    expect(of('v1.31.9')).toEqual({
      reason: 'behind-control-plane',
      to: 'v1.33.2',
      basis: 'derived',
      says: '1 node runs v1.31.9, the control plane of the cluster v1.33.2.',
    });
    expect(of('v1.33.0')).toBeNull();
    expect(of('v1.34.0')).toBeNull();
    expect(of('v1.31.9', { cluster: 'other' })).toBeNull();
    expect(of('v1.31.9', { connectionId: 'other' })).toBeNull();
    expect(of('newest')).toBeNull();
  });

  it('is compared with none of two clusters of one name that differ', () => {
    const planes = [told('kubernetes', '1.33', { resourceId: 'x' }), told('kubernetes', '1.30', { resourceId: 'y' })];
    expect(judge(...planes, node('a', 'v1.29.0')).every(({ upgrade }) => upgrade === null)).toBe(true);
  });

  it('is out of support by the date its source gives, and warned of for 90 days', () => {
    const of = (day: string) =>
      judge(told('kubernetes', '1.29', { supportEndsAt: new Date(`${day}T00:00:00Z`) })).at(0)?.upgrade?.reason ?? null;
    expect(['2026-10-31', '2026-11-01', '2026-12-01', '2027-01-30', '2027-02-01'].map(of)).toEqual([
      'support-ended',
      'support-ended',
      'support-ends',
      'support-ends',
      null,
    ]);
  });

  it('to upgrade comes first, and one more told never takes an upgrade of another away', () => {
    const versions = fc.constantFrom('v1.30.1', 'v1.31.0', '1.33', 'odd', null);
    const any = fc
      .tuple(fc.constantFrom('a', 'b'), versions, versions, fc.boolean())
      .map(([name, version, available, isMachine], index = 0) =>
        told(isMachine ? 'kubelet' : 'edge-software', version, {
          name,
          available,
          isMachine,
          cluster: isMachine ? 'gpu-prod' : null,
          resourceId: `${name}${index}${isMachine}`,
        }),
      );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), (all) => {
        const lines = judgeSoftware([told('kubernetes', '1.32'), ...all], now);
        const ranks = lines.map(({ upgrade }) => (upgrade === null ? 9 : upgradeReasons.indexOf(upgrade.reason)));
        expect(ranks).toEqual(ranks.toSorted((left, right) => left - right));
        for (const { upgrade, version } of lines) if (version === null) expect(upgrade).toBeNull();
      }),
    );
  });
});

it('a release is older by its numbers, not by its letters', () => {
  expect(isOlderMinor('v1.9.9', 'v1.10.0')).toBe(true);
  expect(isOlderMinor('v1.33.2-gke.1', '1.33')).toBe(false);
  expect(isOlderMinor('24.05.4', '24.11.1')).toBe(true);
  expect(isOlderMinor('crt-20250701-3', 'crt-20260101-1')).toBe(false);
});
