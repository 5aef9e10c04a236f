import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { seedQuery } from './seed-query';

/** Like `seedQuery`, for a list that pages by cursor: what is read is its first page. */
export function seedFirstPage<T>(client: QueryClient, key: QueryKey, read: () => Promise<T>): Promise<void> {
  return seedQuery(client, key, async () => ({ pages: [await read()], pageParams: [null] }));
}
