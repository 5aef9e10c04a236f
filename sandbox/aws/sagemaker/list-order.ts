import { z } from 'zod';
import { AwsError } from '../aws-error';
import type { Call } from '../call';
import { invalidInput } from '../json-endpoint';
import { type Page, pageOf } from '../paging/page';

export const invalidSageMakerInput = invalidInput('ValidationException');

const instant = z
  .number()
  .transform((seconds) => new Date(seconds * 1000))
  .optional();

/** Parameters every SageMaker list has. Timestamps come as seconds. */
export const listShape = {
  SortBy: z.enum(['Name', 'CreationTime', 'Status']).default('CreationTime'),
  NextToken: z.string().max(8192).optional(),
  MaxResults: z.int().min(1).max(100).default(10),
  NameContains: z.string().max(63).optional(),
  CreationTimeBefore: instant,
  CreationTimeAfter: instant,
  LastModifiedTimeBefore: instant,
  LastModifiedTimeAfter: instant,
  StatusEquals: z.string().optional(),
};

export const listSchema = z.object({ ...listShape, SortOrder: z.enum(['Ascending', 'Descending']) });
export type ListQuery = z.output<typeof listSchema>;

interface Listed {
  name: string;
  status: string;
  createdAt: Date;
  modifiedAt: Date;
}

/** One page of a SageMaker list, filtered and sorted as asked. */
export function listPage<T extends Listed>(call: Call, items: readonly T[], query: ListQuery): Page<T> {
  const { SortBy: sortBy, SortOrder: order, MaxResults: size, NextToken: token, ...narrowing } = query;
  const keyOf = (item: T) => sortKey(item, sortBy);
  const descending = order === 'Descending';
  const sorted = items
    .filter((item) => isWanted(item, query))
    .sort((left, right) => (keyOf(left) < keyOf(right) !== descending ? -1 : 1));
  return pageOf(call, {
    items: sorted,
    keyOf,
    descending,
    size,
    token,
    question: { sortBy, order, narrowing },
    invalidToken: () => new AwsError('ValidationException', 'Invalid NextToken.', 400),
  });
}

function sortKey({ name, status, createdAt }: Listed, sortBy: ListQuery['SortBy']): string {
  switch (sortBy) {
    case 'Name':
      return name;
    case 'Status':
      return `${status} ${name}`;
    case 'CreationTime':
      return `${createdAt.toISOString()} ${name}`;
  }
}

function isWanted({ name, status, createdAt, modifiedAt }: Listed, query: ListQuery): boolean {
  const isWithin = (at: Date, after: Date | undefined, before: Date | undefined) =>
    (after === undefined || at > after) && (before === undefined || at < before);
  return (
    (query.NameContains === undefined || name.toLowerCase().includes(query.NameContains.toLowerCase())) &&
    (query.StatusEquals === undefined || status === query.StatusEquals) &&
    isWithin(createdAt, query.CreationTimeAfter, query.CreationTimeBefore) &&
    isWithin(modifiedAt, query.LastModifiedTimeAfter, query.LastModifiedTimeBefore)
  );
}
