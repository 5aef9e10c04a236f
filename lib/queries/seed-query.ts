import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { Refusal } from '@/lib/domain/refusal';

/**
 * Reads on the server what a page will ask for, so that it is drawn at once. What is refused is left for the page to
 * ask itself and to show as refused; any other fault is thrown.
 */
export async function seedQuery<T>(client: QueryClient, key: QueryKey, read: () => Promise<T>): Promise<void> {
  try {
    client.setQueryData(key, await read());
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
  }
}
