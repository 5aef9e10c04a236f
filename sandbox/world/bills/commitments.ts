import { drawsOf } from '../draws';
import { machinePrice } from './aws/aws-prices';
import { awsServices } from './aws/aws-services';
import { azurePrice, azureServices } from './azure/azure-catalogue';
import type { Day } from './calendar';
import type { BillingProvider, Commitment, Metered } from './charge';
import { googlePrice, googleServices } from './google-cloud/google-catalogue';
import { type Exact, exact, quotient, times, wholeNumber } from './money';
import { termsOf } from './terms';

/** The day whose use the promises were sized by. */
export const sizedBy: Day = '2026-02-03';

type Sized = (covers: Commitment['covers']) => Metered[];

/** What the factory promised a provider, those that cover first in front. Sized by what it used on one day. */
export function drawCommitments(seed: string, provider: BillingProvider, used: readonly Metered[]): Commitment[] {
  const sized: Sized = (covers) => used.filter(({ line }) => covers(line));
  switch (provider) {
    case 'aws':
      return [drawReservedInstances(seed, sized), drawSavingsPlan(seed, sized)];
    case 'google-cloud':
      return [drawResourceCommitment(sized)];
    case 'azure':
      return [drawAzureReservation(seed, sized)];
  }
}

/** Two machines more than run: a part is never used. */
function drawReservedInstances(seed: string, sized: Sized): Commitment {
  const [region, size] = ['us-east-1', 'm6i.2xlarge'];
  const { billingAccount } = termsOf.aws;
  const covers: Commitment['covers'] = (line) => line.region === region && line.sku.meter.endsWith(`-BoxUsage:${size}`);
  return {
    id: `arn:aws:ec2:${region}:${billingAccount.id}:reserved-instances/${uuidOf(seed, 'reserved-instances')}`,
    name: `${size} reserved, ${region}`,
    category: 'Usage',
    type: 'Reserved Instance',
    feeText: null,
    account: billingAccount,
    service: awsServices.machines,
    region,
    size,
    unit: 'Hrs',
    perHour: wholeNumber(sized(covers).length + 2),
    unitFee: times(machinePrice(region, size), exact('0.63'), 5),
    rateOfList: null,
    covers,
  };
}

/** A little more than one day needed: on others more is left, or nothing. */
function drawSavingsPlan(seed: string, sized: Sized): Commitment {
  const { billingAccount } = termsOf.aws;
  const rateOfList = exact('0.72');
  const covers: Commitment['covers'] = (line) => line.region === 'us-east-1' && /-BoxUsage:c7i\./.test(line.sku.meter);
  const spent = sized(covers).reduce(
    (sum, { line, quantity }) => sum + times(times(line.listPrice, rateOfList), quantity),
    0n,
  );
  return {
    id: `arn:aws:savingsplans::${billingAccount.id}:savingsplan/${uuidOf(seed, 'savings-plan')}`,
    name: 'EC2 Instance Savings Plan c7i, us-east-1',
    category: 'Spend',
    type: 'Savings Plan',
    feeText: null,
    account: billingAccount,
    service: awsServices.savingsPlans,
    region: 'us-east-1',
    size: null,
    unit: 'USD',
    perHour: quotient(times(spent, exact('1.03')), wholeNumber(24), 3),
    unitFee: wholeNumber(1),
    rateOfList,
    covers,
  };
}

/** One machine of eight more than runs. */
function drawResourceCommitment(sized: Sized): Commitment {
  const size = 'a3-highgpu-8g';
  const covers: Commitment['covers'] = (line) => line.sku.size === size && line.accelerator !== null && !line.spotPrice;
  const [first] = sized(covers);
  const region = first?.line.region ?? 'us-central1';
  const { payer } = termsOf['google-cloud'];
  return {
    id: `projects/millwright-training/regions/${region}/commitments/h100-one-year`,
    name: 'h100-one-year',
    category: 'Usage',
    type: 'Resource-based commitment',
    feeText: `Commitment v1: Nvidia H100 80GB GPU in ${region} for 3 Years`,
    account: payer,
    service: googleServices.machines,
    region,
    size,
    unit: 'hour',
    perHour: wholeNumber(sized((line) => covers(line) && line.region === region).length + 1),
    unitFee: times(times(googlePrice(region, 'nvidia-h100-80gb'), wholeNumber(8)), exact('0.63'), 6),
    rateOfList: null,
    covers: (line) => covers(line) && line.region === region,
  };
}

/** Machines that sleep at night leave their reservation unused then. */
function drawAzureReservation(seed: string, sized: Sized): Commitment {
  const [region, size] = ['southcentralus', 'Standard_NC24ads_A100_v4'];
  const covers: Commitment['covers'] = (line) =>
    line.region === region && line.sku.size === size && line.resource?.type === 'Microsoft.Compute/virtualMachines';
  const order = uuidOf(seed, 'reservation-order');
  return {
    id: `/providers/Microsoft.Capacity/reservationOrders/${order}/reservations/${uuidOf(seed, 'reservation')}`,
    name: 'research-a100',
    category: 'Usage',
    type: 'Reservation',
    feeText: null,
    account: termsOf.azure.payer,
    service: azureServices.machines,
    region,
    size,
    unit: 'Hours',
    perHour: wholeNumber(sized(covers).length),
    unitFee: times(azurePrice(region, size), exact('0.64'), 6),
    rateOfList: null,
    covers,
  };
}

/** What an hour of the promise costs, used or not. */
export function feeOfHour({ perHour, unitFee }: Commitment): Exact {
  return times(perHour, unitFee);
}

function uuidOf(seed: string, name: string): string {
  const draws = drawsOf(seed, 'commitment', name);
  return `${draws.hex(8)}-${draws.hex(4)}-4${draws.hex(3)}-8${draws.hex(3)}-${draws.hex(12)}`;
}
