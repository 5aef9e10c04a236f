'use client';
import { useQuery } from '@tanstack/react-query';
import { Boxes, Search } from 'lucide-react';
import { useMay } from '@/components/shell/use-me';
import { usePaused } from '@/components/ui/use-paused';
import { nameKind } from '@/lib/format/resource-words';
import { toApiProblem } from '@/lib/queries/api-problem';
import { findResourcesQuery } from '@/lib/queries/inventory';
import { PaletteGroup, PaletteItem } from './palette-item';

const leastLetters = 2;
const typingPauseMs = 150;

/** Resources whose name, id, owner or tags contain the text; asked of the API once the typing pauses. */
export function ResourceItems({ text, onGo }: { text: string; onGo: (href: string) => void }) {
  const isAllowed = useMay('inventory:read');
  const asked = usePaused(text, typingPauseMs);
  const isAsking = isAllowed && asked.length >= leastLetters;
  const { data, error, isFetching } = useQuery({ ...findResourcesQuery(asked), enabled: isAsking });
  if (!isAsking || text.length < leastLetters) return null;
  return (
    <PaletteGroup heading={isFetching ? 'Resources: searching…' : 'Resources'} isFound>
      {error ? <p className="px-3 py-2 text-critical">{toApiProblem(error).message}</p> : null}
      {data?.items.map((resource) => (
        <PaletteItem
          key={resource.id}
          value={`Resource ${resource.id}`}
          isFound
          icon={<Boxes aria-hidden />}
          hint={`${nameKind(resource.kind, 'one')} · ${resource.region}`}
          onSelect={() => onGo(`/inventory?selected=${resource.id}`)}
        >
          {resource.name}
        </PaletteItem>
      ))}
      <PaletteItem
        value={`Search the inventory for ${text}`}
        isFound
        icon={<Search aria-hidden />}
        onSelect={() => onGo(`/inventory?${new URLSearchParams({ q: text })}`)}
      >
        Search the inventory for “{text}”
      </PaletteItem>
    </PaletteGroup>
  );
}
