import { drawsOf } from '../../draws';
import { tagsFor } from '../../tags';
import { beforeEpoch, type Ground, type PlanContext } from './plan';

const keyPurposes = ['secrets', 'artifacts', 'databases', 'queues'] as const;

/** Encryption keys on every ground: the factory's own, and the ones the provider keeps. */
export function planKeys(context: PlanContext): void {
  for (const ground of context.grounds) planGroundKeys(context, ground);
}

function planGroundKeys({ seed, standing }: PlanContext, ground: Ground): void {
  const {
    account: { name: account },
    region,
  } = ground;
  const keyOf = (purpose: string, keyManager: 'AWS' | 'CUSTOMER') => {
    const draws = drawsOf(seed, 'key', account, region, purpose);
    const alias = keyManager === 'AWS' ? `alias/aws/${purpose}` : `alias/${account}/${purpose}`;
    standing.add('encryption-key', {
      kind: 'encryption-key',
      account: ground.account.id,
      region,
      name: alias,
      tags:
        keyManager === 'AWS'
          ? {}
          : tagsFor({ seed, key: `key/${account}/${region}/${purpose}`, name: null, team: 'site-reliability', region }),
      createdAt: beforeEpoch(draws.integer(100, 600)),
      id: `${draws.hex(8)}-${draws.hex(4)}-4${draws.hex(3)}-9${draws.hex(3)}-${draws.hex(12)}`,
      alias,
      description:
        keyManager === 'AWS'
          ? `Default key that protects my ${purpose.toUpperCase()} data when no other key is defined`
          : `${purpose} of ${account}`,
      state: 'Enabled',
      deletionAt: null,
      keyManager,
    });
  };
  for (const purpose of keyPurposes) keyOf(purpose, 'CUSTOMER');
  for (const owner of ['ebs', 'rds'] as const) keyOf(owner, 'AWS');
}
