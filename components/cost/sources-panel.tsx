'use client';
import { Panel } from '@/components/ui/panel';
import type { CostSource } from '@/lib/api/contracts/cost';
import { formatQuantity } from '@/lib/format/format-number';
import { listIncomplete } from './say-complete';
import { SourceLine } from './source-line';

/** Each source of bills: how fresh it is, what of it is refused or counted elsewhere, and what is missing. */
export function SourcesPanel({ sources }: { sources: readonly CostSource[] }) {
  const incomplete = listIncomplete(sources);
  const ordered = [...incomplete, ...sources.filter((source) => !incomplete.includes(source))];
  return (
    <Panel
      title="Where it comes from"
      unit={`${formatQuantity(sources.length, 'billing source')}, ${incomplete.length} incomplete`}
    >
      <ul className="grid divide-y lg:grid-cols-2 lg:gap-x-4">
        {ordered.map((source, index) => (
          <SourceLine key={`${source.title} ${source.source} ${index.toString()}`} source={source} />
        ))}
      </ul>
    </Panel>
  );
}
