import { createAwsMeter } from './aws/meter-aws';
import { createAzureMeter } from './azure/meter-azure';
import type { BillingProvider, Commitment } from './charge';
import { drawCommitments, sizedBy } from './commitments';
import { createGoogleCloudMeter } from './google-cloud/meter-google-cloud';

/** A commitment and the stretch of time it is for, its end not included. */
export interface PromisedCommitment extends Commitment {
  startsAt: Date;
  endsAt: Date;
}

/** Terms of three years in the order of a provider's commitments; bills of all months name them. */
const starts: Readonly<Record<BillingProvider, readonly string[]>> = {
  aws: ['2024-12-01T00:00:00Z', '2024-02-15T09:12:44Z'],
  'google-cloud': ['2024-03-01T08:00:00Z'],
  azure: ['2024-12-10T00:00:00Z'],
};
const years = 3;

const meters = { aws: createAwsMeter, azure: createAzureMeter, 'google-cloud': createGoogleCloudMeter };
const known = new Map<string, PromisedCommitment[]>();

/** What the factory of a seed promised a provider, and until when. */
export function promisedTo(seed: string, provider: BillingProvider): readonly PromisedCommitment[] {
  const key = `${seed} ${provider}`;
  const promised =
    known.get(key) ??
    drawCommitments(seed, provider, meters[provider](seed, 1)(sizedBy)).map((commitment, index) => {
      const startsAt = new Date(starts[provider][index] ?? '2024-01-01T00:00:00Z');
      const endsAt = new Date(startsAt);
      endsAt.setUTCFullYear(endsAt.getUTCFullYear() + years);
      return { ...commitment, startsAt, endsAt };
    });
  known.set(key, promised);
  return promised;
}
