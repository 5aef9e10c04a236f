import { isDeepStrictEqual } from 'node:util';
import { createConnection } from '@/lib/commands/connections/create-connection';
import { updateConnection } from '@/lib/commands/connections/update-connection';
import { listConnections } from '@/lib/store/connections/read-connection';
import type { Preparation } from './preparation';
import type { SandboxLine } from './sandbox-line';

const name = 'Simulated AWS';
const intervalMs = 5 * 60_000;

/**
 * Connects the console to the simulated AWS, and follows it when its address or authority has changed. A console whose
 * simulated connection was deleted by hand gets it again.
 */
export async function connectSandbox({ context, config }: Preparation, aws: SandboxLine['aws']): Promise<void> {
  const { endpoint, caCertificate, roleArns, externalId, accessKeyId, secretAccessKey } = aws;
  const settings = { endpoint, caCertificate, roleArns, externalId };
  const secret = { accessKeyId, secretAccessKey };
  const connections = await listConnections(context.database.prisma);
  const existing = connections.find(({ simulated, provider }) => simulated && provider === 'aws');
  if (existing === undefined) {
    await createConnection(context, { provider: 'aws', name, settings, secret, intervalMs }, config, {
      simulated: true,
    });
    return;
  }
  const followed = { ...existing.settings, ...settings };
  if (isDeepStrictEqual(followed, existing.settings)) return;
  await updateConnection(context, existing.id, { version: existing.version, settings: followed, secret }, config);
}
