import { z } from 'zod';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import { bareSoftware } from '@/lib/domain/site/software';
import { toRawText } from '../../contract/raw/to-raw-text';
import { envelopeSchema } from '../connect/answers';
import { slurmRegion } from './place';

/** A controller: `ping` up to v0.0.38, `pinged` after, `responding` from v0.0.43 on. */
const controllerSchema = z
  .object({
    hostname: z.string().nullish(),
    ping: z.string().nullish(),
    pinged: z.string().nullish(),
    responding: z.boolean().nullish(),
    mode: z.string().nullish(),
    primary: z.boolean().nullish(),
  })
  .transform(({ hostname, ping, pinged, responding, mode, primary }) => {
    const word = ping ?? pinged;
    return {
      hostname: hostname ?? null,
      isUp: responding ?? (word === 'UP' ? true : word === 'DOWN' ? false : null),
      isPrimary: primary ?? (mode ? mode === 'primary' : null),
    };
  });
type Controller = z.output<typeof controllerSchema>;

export const pingsSchema = envelopeSchema.extend({ pings: z.array(controllerSchema) });
export type Pings = z.output<typeof pingsSchema>;

export function toClusterItem(cluster: string, { pings, meta }: Pings, version: string): InventoryItem {
  const status = toClusterStatus(pings);
  return {
    kind: 'batch-cluster',
    nativeId: cluster,
    nativeType: 'cluster',
    name: cluster,
    account: cluster,
    region: slurmRegion,
    zone: null,
    status,
    nativeStatus: status === 'unknown' ? null : status === 'failed' ? 'DOWN' : 'UP',
    size: null,
    accelerators: [],
    tags: {},
    software: [bareSoftware('slurm', meta.release)],
    createdAt: null,
    detailed: true,
    raw: toRawText({
      release: meta.release,
      cluster: meta.cluster,
      apiVersion: version,
      controllers: pings.map(({ hostname, isUp, isPrimary }) => ({ hostname, isUp, isPrimary })),
    }),
  };
}

/** A cluster without its primary controller goes on, but with nothing to fall back on. */
export function toClusterStatus(pings: readonly Controller[]): LifecycleState {
  if (pings.length === 0 || pings.some(({ isUp }) => isUp === null)) return 'unknown';
  if (pings.every(({ isUp }) => !isUp)) return 'failed';
  return pings.every(({ isUp }) => isUp) ? 'active' : 'degraded';
}
