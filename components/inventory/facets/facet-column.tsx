'use client';
import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { Button } from '@/components/ui/button';
import { FailedState, Notice } from '@/components/ui/panel-states';
import { Skeleton, SkeletonGroup } from '@/components/ui/skeleton';
import type { InventoryFacetKey } from '@/lib/api/contracts/inventory';
import { toApiProblem } from '@/lib/queries/api-problem';
import { inventoryFacetsQuery } from '@/lib/queries/inventory';
import { countInventoryFilters, type InventoryFilterState } from '@/lib/queries/inventory-url';
import { FacetGroup } from './facet-group';
import { facetTitles } from './facet-titles';

export interface FacetColumnProps {
  /** What is chosen now. */
  filters: InventoryFilterState;
  /** What is counted under: follows the filters once typing pauses. */
  asked: InventoryFilterState;
  onChange: (key: InventoryFacetKey, values: string[]) => void;
  onClear: () => void;
}

/** Every facet with its counts. */
export function FacetColumn({ filters, asked, onChange, onClear }: FacetColumnProps) {
  const { data, error, refetch, isFetching } = useQuery(inventoryFacetsQuery(asked));
  const filterCount = countInventoryFilters(filters);
  const problem = error ? toApiProblem(error) : null;
  return (
    <>
      <div
        className={clsx('flex min-h-10 items-center gap-2 border-b px-4', filterCount === 0 && 'in-[dialog]:hidden')}
      >
        <h2 className="flex-1 font-semibold in-[dialog]:sr-only">Filters</h2>
        {filterCount > 0 ? (
          <Button variant="quiet" size="compact" onClick={onClear}>
            Clear {filterCount}
            <span className="sr-only">{filterCount === 1 ? ' filter' : ' filters'}</span>
          </Button>
        ) : null}
      </div>
      {problem && data ? <Notice tone="warning">Counts not refreshed: {problem.message}</Notice> : null}
      {problem && !data && !problem.isDenied ? (
        <FailedState
          title="Counts could not be loaded"
          cause={problem.message}
          reference={problem.requestId}
          onRetry={() => void refetch()}
          isRetrying={isFetching}
        />
      ) : null}
      {!data && !problem ? <FacetSkeleton /> : null}
      {data
        ? facetTitles.map(({ key, title, isOpen }) => (
            <FacetGroup
              key={key}
              facetKey={key}
              title={title}
              facet={data.facets[key]}
              chosen={filters[key]}
              isInitiallyOpen={isOpen}
              onToggle={(value, isChosen) => onChange(key, toggleValue(filters[key], value, isChosen))}
            />
          ))
        : null}
    </>
  );
}

function toggleValue(values: readonly string[], value: string, isChosen: boolean): string[] {
  const others = values.filter((candidate) => candidate !== value);
  return isChosen ? [...others, value] : others;
}

const skeletonRows = ['w-24', 'w-32', 'w-20', 'w-28', 'w-24', 'w-16', 'w-28', 'w-20'];

function FacetSkeleton() {
  return (
    <SkeletonGroup label="Loading filters" className="flex flex-col gap-3 p-4">
      {skeletonRows.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a skeleton never move
        <Skeleton key={index} className={width} />
      ))}
    </SkeletonGroup>
  );
}
