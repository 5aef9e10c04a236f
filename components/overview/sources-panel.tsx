import { SourceList } from '@/components/sources/source-list';
import { Panel } from '@/components/ui/panel';
import type { Source } from '@/lib/api/contracts/sources';

/** Where the figures come from, and how old each source is. */
export function SourcesPanel({ sources }: { sources: readonly Source[] }) {
  return (
    <Panel title="Sources" unit="and their age">
      <SourceList sources={sources} />
    </Panel>
  );
}
