import type { ComputeInstance } from '../../aws/records/machines';
import { drawsOf } from '../../draws';
import type { Day } from '../calendar';
import type { BillLine } from '../charge';
import { type Exact, exact, text, times } from '../money';
import { awsLine } from './aws-line';
import { machinePrice } from './aws-prices';
import { awsServices } from './aws-services';

/** The hours of a machine, by how it was bought. */
export function machineLine(seed: string, day: Day, instance: ComputeInstance): BillLine {
  const { size, region, zone, purchase } = instance;
  const price = machinePrice(region, size);
  const common = {
    thing: instance,
    service: awsServices.machines,
    zone,
    resource: { id: instance.id, name: instance.name, type: 'Instance' },
    family: 'Compute Instance',
    unit: 'Hrs',
    price,
    size,
  };
  switch (purchase) {
    case 'spot':
      return awsLine({
        ...common,
        usage: `SpotUsage:${size}`,
        operation: 'RunInstances:SV001',
        description: `${size} Linux/UNIX Spot Instance-hour in ${region}`,
        spotPrice: spotPriceOf(seed, day, zone, size, price),
      });
    case 'capacity-block': {
      const blockPrice = times(price, exact('0.58'), 10);
      return awsLine({
        ...common,
        price: blockPrice,
        usage: `CapacityBlock:${size}`,
        operation: 'RunInstances',
        description: `$${text(blockPrice)} per Linux ${size} Capacity Block Instance Hour`,
        capacityReservation: `cr-0${drawsOf(seed, 'capacity-block', region, zone, size).hex(16)}`,
      });
    }
    case 'on-demand':
      return awsLine({
        ...common,
        usage: `BoxUsage:${size}`,
        operation: 'RunInstances',
        description: `$${text(price)} per On Demand Linux ${size} Instance Hour`,
      });
  }
}

/** The market moves from day to day and from zone to zone. */
export function spotPriceOf(seed: string, day: Day, zone: string, size: string, price: Exact): Exact {
  const share = drawsOf(seed, 'spot-price', day, zone, size).integer(27, 46);
  return times(price, exact(`0.${share}`), 4);
}
