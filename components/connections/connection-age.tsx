import type { Source } from '@/lib/api/contracts/sources';
import { SourceAge } from './source-age';
import { findBehind, findInventory } from './summarise-sources';

/** When a connection's inventory was last read, and what else of it is behind, by name. */
export function ConnectionAge({ sources }: { sources: readonly Source[] }) {
  return (
    <>
      <SourceAge source={findInventory(sources)} />
      {findBehind(sources).map((source) => (
        <div key={source.capability} className="flex flex-wrap items-center gap-x-1 text-meta text-muted">
          <span className="capitalize">{source.capability}:</span>
          <SourceAge source={source} />
        </div>
      ))}
    </>
  );
}
