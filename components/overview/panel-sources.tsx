'use client';
import { countSources } from '@/components/sources/describe-source';
import { judgeSources } from '@/components/sources/judge-source';
import { useMissingSources } from '@/components/sources/use-missing-sources';
import { StaleMark } from '@/components/ui/stale-mark';
import { Tooltip } from '@/components/ui/tooltip';
import type { Source } from '@/lib/api/contracts/sources';

/** Beside a panel's title: that sources are missing from its figures, and which. Nothing when all are whole. */
export function PanelSources({ sources }: { sources: readonly Source[] }) {
  const missing = useMissingSources(sources);
  if (missing === null) return null;
  const { whole } = judgeSources(sources);
  return (
    <Tooltip content={missing}>
      <button type="button" className="min-h-6 cursor-help rounded-control">
        <StaleMark>
          {whole} of {countSources(sources)} complete
        </StaleMark>
      </button>
    </Tooltip>
  );
}
