import { Missing } from '@/components/ui/missing';
import { TextLink } from '@/components/ui/text-link';
import type { GpuDeviceView } from '@/lib/api/contracts/gpu-nodes';
import { formatNumber } from '@/lib/format/format-number';

type Allocation = GpuDeviceView['allocation'];
export type Holder = Extract<Allocation, { state: 'held' }>['holders'][number];

const kindWords: Record<Holder['kind'], string> = { pod: 'Pod', job: 'Job', machine: 'Machine', endpoint: 'Endpoint' };

/** Who holds a device, each leading to its place in the inventory where it has one. */
export function HolderList({ holders }: { holders: readonly Holder[] }) {
  if (holders.length === 0) return <Missing reason="Somebody holds it; no source says who" />;
  return (
    <ul className="flex flex-col">
      {holders.map((holder) => (
        <li key={`${holder.kind} ${holder.namespace} ${holder.name}`} className="whitespace-nowrap">
          <span className="text-muted">{kindWords[holder.kind]} </span>
          <HolderName holder={holder} />
        </li>
      ))}
    </ul>
  );
}

/** The first of those who hold a device and how many more do, on one line; all of them stand on the device's page. */
export function HolderLine({ holders }: { holders: readonly Holder[] }) {
  const [first, ...others] = holders;
  if (first === undefined) return <Missing reason="Somebody holds it; no source says who" />;
  return (
    <span className="whitespace-nowrap">
      <span className="text-muted">{kindWords[first.kind]} </span>
      <HolderName holder={first} />
      {others.length === 0 ? null : (
        <span className="text-muted" title={others.map(nameHolder).join(', ')}>
          {' '}
          and {formatNumber(others.length)} more
        </span>
      )}
    </span>
  );
}

/** A holder's name with the namespace it is in: `team-a/train-1`. */
export const nameHolder = ({ namespace, name }: Holder) => (namespace === null ? name : `${namespace}/${name}`);

function HolderName({ holder }: { holder: Holder }) {
  const { resourceId } = holder;
  const told = nameHolder(holder);
  if (resourceId === null) return <span title="It is not in the inventory">{told}</span>;
  return <TextLink href={`/inventory?selected=${encodeURIComponent(resourceId)}`}>{told}</TextLink>;
}

/** How a device is given out, and to whom. */
export function AllocationText({ allocation }: { allocation: Allocation }) {
  switch (allocation.state) {
    case 'held':
      return <HolderList holders={allocation.holders} />;
    case 'free':
      return <>Free</>;
    case 'unclear':
      return (
        <span className="text-unknown" title="It is known how many GPUs of this node are given out, but not which">
          Not clear which
        </span>
      );
    case 'unknown':
      return <Missing reason={allocation.reason} />;
  }
}
