import type { ReactNode } from 'react';
import { Missing } from '@/components/ui/missing';
import { TextLink } from '@/components/ui/text-link';
import type { GpuNode } from '@/lib/api/contracts/gpu-nodes';
import { formatNumber } from '@/lib/format/format-number';
import { nameProvider } from '@/lib/format/provider-words';

const schedulerWords: Record<GpuNode['scheduler'], string | null> = {
  kubernetes: 'Kubernetes',
  slurm: 'Slurm',
  provider: 'The provider',
  none: 'None: the machine is its owner’s, devices and all',
  unknown: null,
};

/** What a node is, whose, and whether it takes work. */
export function NodeSummary({ node }: { node: GpuNode }) {
  const facts: [string, ReactNode][] = [
    ['Model', node.model],
    ['Provider', nameProvider(node.provider)],
    ['Account', node.account],
    ['Region', node.region],
    ['NVLink domain', node.nvlinkDomain ?? <Missing reason="No source tells of one" />],
    ['Given out by', schedulerWords[node.scheduler] ?? <Missing reason="No source tells" />],
    ['Takes work', sayTakesWork(node.isSchedulable)],
    ['GPUs given out', sayGivenOut(node)],
    ['Team', node.team ?? <Missing reason="No source names a team" />],
    ['Owner', node.owner ?? <Missing reason="No source names an owner" />],
    [
      'In the inventory',
      <TextLink key="link" href={`/inventory?selected=${node.id}`}>
        {node.name}
      </TextLink>,
    ],
  ];
  return (
    <section aria-label="Node" className="rounded-panel border bg-surface px-4 py-3">
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-3 xl:grid-cols-6">
        {facts.map(([title, value]) => (
          <div key={title} className="min-w-0">
            <dt className="text-meta text-muted">{title}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function sayGivenOut({ held, devices }: GpuNode): ReactNode {
  if (held === null) return <Missing reason="No source tells how many" />;
  return `${formatNumber(held)} of ${formatNumber(devices.length)}`;
}

function sayTakesWork(isSchedulable: boolean | null): ReactNode {
  if (isSchedulable === null) return <Missing reason="No source tells" />;
  return isSchedulable ? 'Yes' : 'No';
}
