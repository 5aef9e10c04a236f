import { regions } from '../../aws/geography';
import { instanceSizes } from '../../aws/instance-catalogue';
import { type Exact, exact, times } from '../money';
import { machinePrice } from './aws-prices';

/** A machine size that is sold in a region, with what an hour of it costs on demand. */
export interface MachineOffer {
  region: string;
  size: string;
  onDemand: Exact;
}

/** What every enabled region sells. The newest accelerators are not sold everywhere. */
export function machineOffers(): MachineOffer[] {
  return regions
    .filter(({ optIn }) => optIn === 'enabled-by-default')
    .flatMap(({ name: region }) =>
      instanceSizes
        .filter(({ name }) => isSoldIn(region, name))
        .map(({ name: size }) => ({ region, size, onDemand: machinePrice(region, size) })),
    );
}

/** What an hour costs for whoever promises a year or three of it, nothing paid ahead. */
export function committedPrice(onDemand: Exact, years: 1 | 3): Exact {
  return times(onDemand, exact(years === 1 ? '0.72' : '0.49'), 5);
}

function isSoldIn(region: string, size: string): boolean {
  if (size.startsWith('p5en.')) return ['us-east-1', 'us-east-2', 'us-west-2'].includes(region);
  if (/^(p5|trn1)\./.test(size)) return ['us-east-1', 'us-east-2', 'us-west-2', 'eu-north-1'].includes(region);
  return true;
}
