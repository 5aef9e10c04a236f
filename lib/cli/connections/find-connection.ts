import { listConnections } from '@/lib/store/connections/read-connection';
import type { StoredConnection } from '@/lib/store/connections/stored-connection';
import type { OpenConsole } from '../open-console';
import { PlainError } from '../plain-error';

/** The connection a person named, by its name or its id. */
export async function findConnection({ database }: OpenConsole, named: string): Promise<StoredConnection> {
  const connections = await listConnections(database.prisma);
  const found = connections.find(({ id, name }) => name === named || id === named);
  if (found !== undefined) return found;
  const names = connections.map(({ name }) => name);
  throw new PlainError(
    `There is no connection called ${named}; ${names.length === 0 ? 'there are none' : `there are ${names.join(', ')}`}.`,
  );
}
