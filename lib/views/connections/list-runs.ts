import { z } from 'zod';
import type { connectionRunsSchema } from '@/lib/api/contracts/connections';
import { Refusal } from '@/lib/domain/refusal';
import { type RunPosition, readRuns } from '@/lib/store/runs/read-runs';
import type { ViewContext } from '@/lib/views/view-context';
import { toConnectionRun } from './to-connection-run';
import { readVisibleConnections, sightOf } from './visible-connections';

const positionSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** A connection's runs, latest first. The cursor is bound to the connection only by its place in time. */
export async function listRuns(
  context: ViewContext,
  connectionId: string,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<z.input<typeof connectionRunsSchema>> {
  const sight = sightOf(await readVisibleConnections(context), connectionId);
  const { prisma, pool } = context.database;
  const exists = (await prisma.connection.count({ where: { id: connectionId } })) > 0;
  if (!exists || sight === null) throw new Refusal('not-found', 'There is no such connection.');
  const after = cursor === undefined ? null : parseCursor(cursor);
  const found = await readRuns(pool, connectionId, { after, limit: limit + 1 });
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = found.length > limit && last ? toCursor(last) : null;
  return { items: shown.map((run) => toConnectionRun(run, sight)), nextCursor };
}

function toCursor({ startedAt, id }: RunPosition): string {
  return Buffer.from(JSON.stringify([startedAt.toISOString(), id])).toString('base64url');
}

function parseCursor(cursor: string): RunPosition {
  try {
    const [startedAt, id] = positionSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { startedAt: new Date(startedAt), id };
  } catch {
    throw new Refusal('invalid', 'The cursor is not one of ours.', [{ path: 'cursor', message: 'not one of ours' }]);
  }
}
