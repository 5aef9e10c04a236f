import { expect, it } from 'vitest';
import type { Source } from '@/lib/api/contracts/sources';
import type { Gap } from '@/lib/domain/provider-fault';
import type { GpuScope } from '@/lib/store/gpus/gpu-resources';
import type { CollectionState } from '@/lib/store/inventory/collection-state';
import { toInventoryTrust } from './inventory-trust';

const minute = 60_000;
const now = new Date('2026-11-22T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * minute);
const gap: Gap = { fault: 'unavailable', message: 'The server did not answer.' };
const state: CollectionState = {
  connections: ['c', 'd'].map((id) => ({
    id,
    name: id,
    provider: 'kubernetes',
    intervalMs: minute,
    paused: false,
    simulated: false,
    createdAt: ago(600),
    lastReadAt: ago(1),
    expiryCutoff: ago(30),
    expiredScopes: 0,
    unended: [],
  })),
  expiry: { connections: [], scopes: [], missed: [] },
};
const scope = (rest: Partial<GpuScope> = {}): GpuScope => ({
  connectionId: 'c',
  account: 'hall',
  region: 'global',
  kind: 'pod',
  lastReadAt: ago(1),
  gaps: [],
  resources: [],
  ...rest,
});
const inventory = (gaps: Gap[]): Source => ({
  connectionId: 'c',
  connectionName: 'c',
  provider: 'kubernetes',
  capability: 'inventory',
  freshness: 'fresh',
  paused: false,
  simulated: false,
  lastReadAt: null,
  lastCompleteAt: null,
  nextDueAt: null,
  intervalMs: minute,
  gaps,
});
const listing = (scopes: GpuScope[], gaps: Gap[] = []) =>
  toInventoryTrust(state, [inventory(gaps)], scopes).listingOf('c', 'kubernetes');
const torn = { isWhole: false, reason: 'The pods of this cluster could not all be listed.' };

it('pods are wholly listed as of the oldest of their reads', () => {
  expect(listing([scope(), scope({ account: 'other', lastReadAt: ago(4) })])).toEqual({
    isWhole: true,
    readAt: ago(4),
  });
});

it('pods are not wholly listed where their own last read was torn, also before its run has ended', () => {
  expect(listing([scope({ gaps: [gap] })])).toEqual(torn);
  expect(listing([scope()], [gap])).toEqual(torn);
});

it('a gap in details, in what else is listed or in another cluster does not matter', () => {
  const others = [scope({ kind: 'cluster-node', gaps: [gap] }), scope({ connectionId: 'd', gaps: [gap] })];
  const scopes = [scope({ gaps: [{ ...gap, detailOnly: true }] }), ...others];
  expect(listing(scopes, [{ ...gap, subject: 'cluster-node' }])).toMatchObject({ isWhole: true });
});

it('pods that were listed too long ago, or never, are not wholly listed', () => {
  expect(listing([scope({ lastReadAt: ago(40) })])).toMatchObject({ isWhole: false });
  expect(listing([scope({ connectionId: 'd' })])).toMatchObject({ isWhole: false });
});
