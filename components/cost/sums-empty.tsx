'use client';
import type { ReactNode } from 'react';
import { EmptyState, PartialNotice } from '@/components/ui/panel-states';
import type { CostSource } from '@/lib/api/contracts/cost';
import { CostEmpty } from './cost-empty';
import { listIncomplete } from './say-complete';

export interface SumsEmptyProps {
  sources: readonly CostSource[];
  /** What there is none of, where every source is complete. */
  title: string;
  children: ReactNode;
}

/** Why a page on one kind of cost has nothing to tell: no bills, bills that are missing, or bills without such costs. */
export function SumsEmpty({ sources, title, children }: SumsEmptyProps) {
  if (sources.every(({ deliveredAt }) => deliveredAt === null) || listIncomplete(sources).length > 0)
    return <CostEmpty sources={sources} filterCount={0} onClear={() => undefined} />;
  return <EmptyState title={title}>{children}</EmptyState>;
}

/** For bills that are there and not added up for these pages yet: they came before the pages did. */
export function UnsummedNotice({
  cost: { sources, isPartial },
}: {
  cost: { sources: readonly CostSource[]; isPartial: boolean };
}) {
  if (!isPartial || sources.length === 0 || listIncomplete(sources).length > 0) return null;
  return (
    <PartialNotice>
      Some bills of these days are not added up for this page yet; the worker does so by itself. Figures are at least
      what they say.
    </PartialNotice>
  );
}
