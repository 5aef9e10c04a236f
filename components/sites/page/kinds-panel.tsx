'use client';
import { useQuery } from '@tanstack/react-query';
import { QueryView } from '@/components/query-view/query-view';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { TextLink } from '@/components/ui/text-link';
import { formatCount } from '@/lib/format/format-count';
import { nameKind } from '@/lib/format/resource-words';
import { inventoryFacetsQuery } from '@/lib/queries/inventory';
import { loadInventoryUrl } from '@/lib/queries/inventory-url';

/** What stands at a site by kind, each with its list in the Inventory. */
export function KindsPanel({ site }: { site: string }) {
  const query = useQuery(inventoryFacetsQuery(loadInventoryUrl(new URLSearchParams({ site }))));
  return (
    <Panel
      title="Resources"
      unit="by kind"
      isRefreshing={query.isFetching && !query.isPending}
      menu={
        <TextLink href={`/inventory?${new URLSearchParams({ site })}`} className="whitespace-nowrap">
          All resources
        </TextLink>
      }
    >
      <QueryView query={query} subject="Resources by kind" needs="inventory:read">
        {({ facets }) => {
          const { values, more } = facets.kind;
          if (values.length === 0)
            return (
              <EmptyState title="No resource is told to stand there">Its sources say whether that is all.</EmptyState>
            );
          return (
            <>
              <ul className="grid gap-x-6 px-4 py-2 sm:grid-cols-2">
                {values.map(({ value, count }) => (
                  <li key={value} className="flex min-h-8 items-center justify-between gap-2 text-table">
                    <TextLink href={`/inventory?${new URLSearchParams({ site, kind: value })}`}>
                      {nameKind(value)}
                    </TextLink>
                    <span className="tabular-nums">{formatCount(count)}</span>
                  </li>
                ))}
              </ul>
              {more ? <p className="border-t px-4 py-2 text-meta text-muted">There are more kinds.</p> : null}
            </>
          );
        }}
      </QueryView>
    </Panel>
  );
}
