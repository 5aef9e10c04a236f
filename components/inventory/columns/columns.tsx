import type { ReactNode } from 'react';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import { StatusMark } from '@/components/ui/status-mark';
import type { InventoryQuery, Resource } from '@/lib/api/contracts/inventory';
import { formatNumber } from '@/lib/format/format-number';
import { nameProvider } from '@/lib/format/provider-words';
import { mayCarryAccelerators, nameKind } from '@/lib/format/resource-words';
import { toRowStatus } from '../to-row-status';

/** A column of the Inventory, beside the name, which is always there. */
export interface InventoryColumn {
  id: string;
  title: string;
  /** Width in pixels. */
  width: number;
  isNumeric?: boolean;
  /** What the API sorts by; absent when it cannot. */
  sortKey?: InventoryQuery['sort'];
  cell: (resource: Resource) => ReactNode;
}

const noTag = (resource: Resource, what: string) =>
  resource.tags === null ? 'Its tags could not be read' : `No tag of it names ${what}`;

/** A text, or a dash with the reason it is missing. */
const textOr = (value: string | null, reason: string) => value ?? <Missing reason={reason} />;

const None = () => <span className="text-subtle">None</span>;

/** Nothing to see where there can be nothing; only a reader is told, so that the cell is not taken for a gap. */
const NotOfThisKind = () => <span className="sr-only">Does not apply</span>;

/** Every column there is, in the order they stand. */
export const inventoryColumns: readonly InventoryColumn[] = [
  { id: 'kind', title: 'Kind', width: 160, sortKey: 'kind', cell: ({ kind }) => nameKind(kind, 'one') },
  {
    id: 'status',
    title: 'Status',
    width: 136,
    sortKey: 'status',
    cell: (resource) => {
      const { tone, word, hint } = toRowStatus(resource);
      return (
        <span title={hint ?? undefined}>
          <StatusMark tone={tone} word={word} />
          {resource.freshness === 'expired' && hint ? <span className="sr-only">. {hint}</span> : null}
        </span>
      );
    },
  },
  { id: 'provider', title: 'Provider', width: 104, cell: ({ provider }) => nameProvider(provider) },
  { id: 'connection', title: 'Connection', width: 160, cell: ({ connectionName }) => connectionName },
  {
    id: 'account',
    title: 'Account',
    width: 136,
    sortKey: 'account',
    cell: ({ account }) => <code className="text-meta">{account}</code>,
  },
  { id: 'region', title: 'Region', width: 128, sortKey: 'region', cell: ({ region }) => region },
  {
    id: 'zone',
    title: 'Zone',
    width: 128,
    cell: ({ zone }) => textOr(zone, 'It has no zone, or the provider does not say'),
  },
  { id: 'site', title: 'Site', width: 160, cell: ({ site }) => site },
  { id: 'team', title: 'Team', width: 136, cell: (resource) => textOr(resource.team, noTag(resource, 'a team')) },
  { id: 'owner', title: 'Owner', width: 176, cell: (resource) => textOr(resource.owner, noTag(resource, 'an owner')) },
  {
    id: 'size',
    title: 'Size',
    width: 144,
    cell: ({ size }) => textOr(size, 'It has no size, or the provider does not say'),
  },
  {
    id: 'accelerators',
    title: 'Accelerator models',
    width: 176,
    cell: ({ kind, accelerators }) => {
      if (accelerators === null) return <Missing reason="Not known: the read that would tell failed" />;
      if (accelerators.length === 0) return mayCarryAccelerators(kind) ? <None /> : <NotOfThisKind />;
      return accelerators.map(({ model, count }) => `${count} × ${model}`).join(', ');
    },
  },
  {
    id: 'gpuCount',
    title: 'Accelerators',
    width: 112,
    isNumeric: true,
    sortKey: 'gpuCount',
    cell: ({ kind, gpuCount }) => {
      if (gpuCount === null) return <Missing reason="Not known: the read that would tell failed" />;
      if (gpuCount > 0) return formatNumber(gpuCount);
      return mayCarryAccelerators(kind) ? <span className="text-subtle">0</span> : <NotOfThisKind />;
    },
  },
  {
    id: 'createdAt',
    title: 'Created',
    width: 152,
    sortKey: 'createdAt',
    cell: ({ createdAt }) =>
      createdAt === null ? <Missing reason="The provider does not say" /> : <Instant at={createdAt} />,
  },
  {
    id: 'firstSeenAt',
    title: 'First seen',
    width: 152,
    sortKey: 'firstSeenAt',
    cell: ({ firstSeenAt }) => <Instant at={firstSeenAt} />,
  },
  { id: 'lastSeenAt', title: 'Last seen', width: 128, cell: ({ lastSeenAt }) => <Instant at={lastSeenAt} as="age" /> },
  {
    id: 'nativeId',
    title: 'Identifier',
    width: 320,
    cell: ({ nativeId }) => <code className="text-meta">{nativeId}</code>,
  },
];

export const defaultColumnIds: readonly string[] = [
  'kind',
  'status',
  'account',
  'region',
  'site',
  'owner',
  'size',
  'gpuCount',
  'lastSeenAt',
];
