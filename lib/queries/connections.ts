import {
  hashKey,
  infiniteQueryOptions,
  mutationOptions,
  type QueryClient,
  type QueryKey,
  queryOptions,
} from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  Connection,
  CreateConnection,
  testConnectionSchema,
  UpdateConnection,
} from '@/lib/api/contracts/connections';
import { readApi, sendApi, writeApi } from './api-client';
import {
  connectionReportSchema,
  connectionRunsSchema,
  connectionSchema,
  connectionsSchema,
  providersSchema,
  syncAcceptedSchema,
} from './lazy-contracts';

const restingIntervalMs = 15_000;
const activeIntervalMs = 2_000;

export const connectionKeys = {
  all: ['connections'] as const,
  list: ['connections', 'list'] as const,
  one: (id: string) => ['connections', 'one', id] as const,
  runs: (id: string) => ['connections', 'runs', id] as const,
};

export const providersKey = ['providers'] as const;

function isReading(connection: Connection): boolean {
  return connection.lastRun?.outcome === 'running' || connection.status === 'in-progress';
}

/** Every connection the person may see. Asked for more often while one is being read. */
export function connectionsQuery() {
  return queryOptions({
    queryKey: connectionKeys.list,
    queryFn: ({ signal }) => readApi('/connections', connectionsSchema, { signal }),
    refetchInterval: (query) => (query.state.data?.items.some(isReading) ? activeIntervalMs : restingIntervalMs),
  });
}

/** One connection. `asked` is a sync somebody waits for: until its run has ended, it is asked for often. */
export function connectionQuery(id: string, asked: { lastRunId: string | null } | null = null) {
  return queryOptions({
    queryKey: connectionKeys.one(id),
    queryFn: ({ signal }) => readApi(`/connections/${encodeURIComponent(id)}`, connectionSchema, { signal }),
    refetchInterval: ({ state: { data } }) => {
      const isQueued = asked !== null && data?.lastRun?.id === (asked.lastRunId ?? undefined);
      return isQueued || (data && isReading(data)) ? activeIntervalMs : restingIntervalMs;
    },
  });
}

/** A connection's runs, newest first, page by page. */
export function connectionRunsQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: connectionKeys.runs(id),
    queryFn: ({ pageParam, signal }) =>
      readApi(`/connections/${encodeURIComponent(id)}/runs`, connectionRunsSchema, {
        query: { cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Providers that can be connected, with their forms. They change only with the release. */
export function providersQuery() {
  return queryOptions({
    queryKey: providersKey,
    queryFn: ({ signal }) => readApi('/providers', providersSchema, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Keeps the answered connection and lets everything that shows connections ask again. */
async function keepConnection(client: QueryClient, connection: Connection): Promise<void> {
  client.setQueryData(connectionKeys.one(connection.id), connection);
  await client.invalidateQueries({ queryKey: connectionKeys.all });
}

export interface CreateConnectionRequest {
  input: CreateConnection;
  idempotencyKey: string;
}

export function createConnectionMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: ({ input, idempotencyKey }: CreateConnectionRequest) =>
      writeApi('/connections', connectionSchema, { method: 'POST', body: input, idempotencyKey }),
    onSuccess: (connection) => keepConnection(client, connection),
  });
}

export function updateConnectionMutation(client: QueryClient, id: string) {
  return mutationOptions({
    mutationFn: (input: UpdateConnection) =>
      writeApi(`/connections/${encodeURIComponent(id)}`, connectionSchema, { method: 'PATCH', body: input }),
    onSuccess: (connection) => keepConnection(client, connection),
  });
}

export function pauseConnectionMutation(client: QueryClient, id: string) {
  return mutationOptions({
    mutationFn: (paused: boolean) =>
      writeApi(`/connections/${encodeURIComponent(id)}/pause`, connectionSchema, {
        method: 'PUT',
        body: { paused },
      }),
    onSuccess: (connection) => keepConnection(client, connection),
  });
}

export function rotateSecretMutation(client: QueryClient, id: string) {
  return mutationOptions({
    mutationFn: (secret: Record<string, string>) =>
      writeApi(`/connections/${encodeURIComponent(id)}/secret`, connectionSchema, {
        method: 'PUT',
        body: { secret },
      }),
    onSuccess: (connection) => keepConnection(client, connection),
  });
}

/** Asks for a read now. The answer says only that it was asked; what came of it is told by the connection's last run. */
export function syncConnectionMutation(client: QueryClient, id: string) {
  return mutationOptions({
    mutationFn: () => writeApi(`/connections/${encodeURIComponent(id)}/sync`, syncAcceptedSchema, { method: 'POST' }),
    onSuccess: () => client.invalidateQueries({ queryKey: connectionKeys.all }),
  });
}

/** Deletes a connection with everything read through it, so that every list may have changed. */
export function deleteConnectionMutation(client: QueryClient, id: string) {
  return mutationOptions({
    mutationFn: () => sendApi(`/connections/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: () => {
      const gone: readonly QueryKey[] = [connectionKeys.one(id), connectionKeys.runs(id)];
      const isGone = (key: QueryKey) => gone.some((known) => hashKey(known) === hashKey(key));
      void client.invalidateQueries({ predicate: ({ queryKey }) => !isGone(queryKey) });
    },
  });
}

export type ConnectionToTest = z.infer<typeof testConnectionSchema>;

/** Tries a connection as it is stored, with its stored secret. */
export function testStoredConnectionMutation(id: string) {
  return mutationOptions({
    mutationFn: () =>
      writeApi(`/connections/${encodeURIComponent(id)}/test`, connectionReportSchema, { method: 'POST' }),
  });
}

/** Tries credentials and settings without keeping them. */
export function testConnectionMutation() {
  return mutationOptions({
    mutationFn: (input: ConnectionToTest) =>
      writeApi('/connections/test', connectionReportSchema, { method: 'POST', body: input }),
  });
}
