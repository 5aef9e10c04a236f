import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { connectionRunSchema } from '@/lib/api/contracts/connections';
import { resourceSchema } from '@/lib/api/contracts/inventory';
import type { ProviderId } from '@/lib/domain/provider';
import { migrate } from '@/lib/store/database/migrate';
import { withThrowawayPostgres } from '@/lib/store/database/throwaway-postgres';
import type { PeerRead } from './compare-facts';
import { runMillwright } from './run-millwright';

interface PeerConnection {
  provider: ProviderId;
  settings: Record<string, string>;
  secret: Record<string, string>;
}

const syncSchema = z.object({ runs: z.array(connectionRunSchema.pick({ outcome: true, gaps: true })) });
const listSchema = z.object({ items: z.array(resourceSchema) });

/** Connects a console of its own to a peer with the CLI, reads it once, and answers all that it then lists. */
export async function readThroughCli({ provider, settings, secret }: PeerConnection): Promise<PeerRead> {
  return withThrowawayPostgres(async ({ url }) => {
    await migrate(url);
    const secrets = Object.entries(secret).map(([field, value], index) => ({ field, name: `PEER_${index}`, value }));
    const env = {
      DATABASE_URL: url,
      MILLWRIGHT_KEY: randomBytes(32).toString('base64'),
      MILLWRIGHT_EGRESS_ALLOW: '127.0.0.1/32',
      ...Object.fromEntries(secrets.map(({ name, value }) => [name, value])),
    };
    await runMillwright(env, [
      ...['connections', 'add', 'peer', '--provider', provider],
      ...Object.entries(settings).flatMap(([field, value]) => ['--setting', `${field}=${value}`]),
      ...secrets.flatMap(({ field, name }) => ['--secret', `${field}=env:${name}`]),
    ]);
    const { runs } = syncSchema.parse(await runMillwright(env, ['connections', 'sync', 'peer', '--now']));
    const { items } = listSchema.parse(await runMillwright(env, ['inventory', 'list']));
    return { items, gaps: runs.flatMap((run) => run.gaps) };
  });
}
