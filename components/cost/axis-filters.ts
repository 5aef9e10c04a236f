import {
  type CostAxis,
  costDimensions,
  isTagDimension,
  readTagFilter,
  toTagKey,
  writeTagFilter,
} from '@/lib/domain/cost/cost-dimension';
import type { CostFilterState } from '@/lib/queries/cost';

/** Every value that costs are narrowed to, with what it is a value of; the empty text is what has none. */
export function listFilters(filters: CostFilterState): { axis: CostAxis; value: string }[] {
  const ofDimensions = costDimensions.flatMap((axis) => (filters[axis] ?? []).map((value) => ({ axis, value })));
  const ofTags = (filters.tag ?? []).flatMap((text) => {
    const tag = readTagFilter(text);
    return tag === null ? [] : [{ axis: `tag:${tag.key}` as const, value: tag.value }];
  });
  return [...ofDimensions, ...ofTags];
}

/** The values of one dimension or tag that costs are narrowed to. */
export function valuesOf(filters: CostFilterState, axis: CostAxis): string[] {
  return listFilters(filters).flatMap((one) => (one.axis === axis ? [one.value] : []));
}

/** The part of the filters that changes when a dimension or tag is narrowed to values; none: it is not any more. */
export function narrowTo(
  { tag = [] }: CostFilterState,
  axis: CostAxis,
  values: readonly string[],
): { [name: string]: string[] | null } {
  const orNone = (texts: string[]) => (texts.length === 0 ? null : texts);
  if (!isTagDimension(axis)) return { [axis]: orNone([...values]) };
  const key = toTagKey(axis);
  const others = tag.filter((text) => readTagFilter(text)?.key !== key);
  return { tag: orNone([...others, ...values.map((value) => writeTagFilter(key, value))]) };
}

/** The filters but those of one dimension or tag. */
export function withoutAxis(filters: CostFilterState, axis: CostAxis): CostFilterState {
  const kept = Object.entries({ ...filters, ...narrowTo(filters, axis, []) });
  return Object.fromEntries(kept.flatMap(([name, values]) => (values === null ? [] : [[name, values]])));
}
