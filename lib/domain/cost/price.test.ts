import { describe, expect, it } from 'vitest';
import { formatAmount } from './amount';
import { findDevicePrice, findGpuPrices } from './find-price';
import { parseCatalogue } from './parse-catalogue';
import { parseCsv } from './parse-csv';
import { knownAt, type PriceEdition } from './price';

const header =
  'InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,Price,SpotPrice,Region,AvailabilityZone,GpuInfo';

function edition(provider: PriceEdition['provider'], day: string, ...rows: string[]): PriceEdition {
  const read = parseCatalogue([header, ...rows].join('\n'), provider);
  if (read === null) throw new Error('That is a catalogue.');
  return { provider, source: `${provider}.csv`, validFrom: new Date(`${day}T00:00:00Z`), offers: read.offers };
}

const aws = edition(
  'aws',
  '2026-10-01',
  `p5.48xlarge,H100,8.0,192,2048,55.04,20.5,us-east-1,us-east-1a,"{'Gpus': [{'Name': 'H100', 'Count': 8}], ""x"": 1}"`,
  'p5.48xlarge,H100,8.0,192,2048,55.04,21.5,us-east-1,us-east-1b,',
  'p5.48xlarge,H100,8.0,192,2048,60,,eu-north-1,eu-north-1a,',
);
const google = edition(
  'google-cloud',
  '2026-10-01',
  'a2-highgpu-2g,,,24,170,1.47,0.44,us-central1,us-central1-a,',
  ',A100,2.0,,,5.87,1.76,us-central1,us-central1-a,',
  ',H100-80GB,8.0,,,78.37,,us-central1,us-central1-a,',
);
const now = new Date('2026-11-22T00:00:00Z');

const words = (price: ReturnType<typeof findDevicePrice>) =>
  price === null ? 'not known' : `${formatAmount(price.amount)} ${price.currency} of ${price.source}`;

describe('the price of a device', () => {
  const p5 = {
    provider: 'aws',
    machineType: 'p5.48xlarge',
    region: 'us-east-1',
    gpuModel: 'NVIDIA H100',
    gpuCount: 8,
  } as const;

  it('is its share of its machine’s', () => {
    expect(words(findDevicePrice([aws], p5, now))).toBe('6.88 USD of aws.csv');
  });

  it('is that of the machine and of its accelerators where they are priced apart', () => {
    const a2 = {
      ...p5,
      provider: 'google-cloud',
      machineType: 'a2-highgpu-2g',
      region: 'us-central1',
      gpuModel: 'NVIDIA A100',
      gpuCount: 2,
    } as const;
    expect(words(findDevicePrice([google], a2, now))).toBe('3.67 USD of google-cloud.csv');
    expect(words(findDevicePrice([google], { ...a2, gpuCount: 1 }, now))).toBe('not known');
    const a3 = { ...a2, machineType: 'a3-highgpu-8g', gpuModel: 'NVIDIA H100', gpuCount: 8 };
    expect(words(findDevicePrice([google], a3, now))).toBe('not known');
  });

  it('is the same of several machines that are listed as one, and of no part of a machine', () => {
    const of = (gpuCount: number) => words(findDevicePrice([aws], { ...p5, gpuCount }, now));
    expect([of(16), of(32)]).toEqual(['6.88 USD of aws.csv', '6.88 USD of aws.csv']);
    expect([of(4), of(12)]).toEqual(['not known', 'not known']);
    const odd = edition(
      'aws',
      '2026-10-01',
      'p5.48xlarge,H100,8.0,192,2048,55.04,,us-east-1,,',
      'p5.48xlarge,H100,4.0,192,2048,55.04,,us-east-1,,',
    );
    expect(words(findDevicePrice([odd], p5, now))).toBe('not known');
  });

  it.each([
    ['another region', { region: 'us-west-2' }],
    ['another provider', { provider: 'azure' as const }],
    ['another machine', { machineType: 'p5.4xlarge' }],
    ['another number of devices', { gpuCount: 4 }],
  ])('is not known of %s', (_, other) => {
    expect(words(findDevicePrice([aws], { ...p5, ...other }, now))).toBe('not known');
  });

  it('is that of its day: a later list does not change the past, and nothing is known of before', () => {
    const later = edition('aws', '2026-11-15', 'p5.48xlarge,H100,8.0,192,2048,40,,us-east-1,,');
    const at = (day: string) => words(findDevicePrice([later, aws], p5, new Date(day)));
    expect([at('2026-11-14'), at('2026-11-15'), at('2026-09-30')]).toEqual([
      '6.88 USD of aws.csv',
      '5 USD of aws.csv',
      'not known',
    ]);
  });
});

it('a list is known as of its last confirmation by an instant, and of none before the first', () => {
  const day = (at: number) => new Date(Date.UTC(2026, 9, at));
  for (const count of [0, 1, 2, 3, 8]) {
    const list = { validFrom: day(1), confirmations: Array.from({ length: count }, (_, place) => day(2 * place + 3)) };
    for (let at = 1; at <= 20; at += 1) {
      const confirmed = Math.min(Math.floor((at - 3) / 2), count - 1);
      expect(knownAt(list, day(at))).toEqual(confirmed < 0 ? day(1) : day(2 * confirmed + 3));
    }
  }
  expect(knownAt({ validFrom: day(1) }, day(9))).toEqual(day(1));
});

describe('what a GPU costs', () => {
  it('is told by region and term, the cheapest zone of each', () => {
    const prices = findGpuPrices([aws], { provider: 'aws', gpuModel: 'NVIDIA H100', at: now });
    expect(
      prices.map(({ region, variant, includesMachine, prices: { 'on-demand': onDemand, spot, committed } }) => [
        region,
        variant,
        includesMachine,
        ...[onDemand, spot, committed].map((price) => price && formatAmount(price.amount)),
      ]),
    ).toEqual([
      ['us-east-1', 'H100', true, '6.88', '2.5625', null],
      ['eu-north-1', 'H100', true, '7.5', null, null],
    ]);
  });

  it('does not include a machine that is priced apart', () => {
    const query = { provider: 'google-cloud', gpuModel: 'NVIDIA A100', region: 'US-Central1', at: now } as const;
    expect(findGpuPrices([google], query).map(({ includesMachine }) => includesMachine)).toEqual([false]);
    expect(findGpuPrices([google], { ...query, provider: 'aws' })).toEqual([]);
  });
});

describe('a catalogue', () => {
  const read = (provider: PriceEdition['provider'], ...rows: string[]) =>
    parseCatalogue([header, ...rows].join('\r\n'), provider);
  const pricesOf = (found: ReturnType<typeof read>) =>
    found?.offers.map(({ prices }) => [prices['on-demand'], prices.spot].map((price) => price && formatAmount(price)));

  it('has no price where it says nought', () => {
    const found = read('azure', 'Standard_ND96isr_H100_v5,H100,8,96,1900,0.0,0,eastus,,');
    expect(pricesOf(found)).toEqual([[null, null]]);
    expect(found?.zeroPrices).toBe(2);
  });

  it('believes neither of two that contradict each other, and one of two that agree', () => {
    const one = 'p5.48xlarge,H100,8,192,2048,55,20,us-east-1,us-east-1a,';
    const other = 'p5.48xlarge,H100,8,192,2048,56,20,us-east-1,us-east-1a,';
    const found = read('aws', one, one, other, other);
    expect(pricesOf(found)).toEqual([[null, '20']]);
    expect(found?.contradictions).toBe(2);
  });

  it('takes the least bid for no price', () => {
    expect(pricesOf(read('coreweave', 'gd-8xh100,H100,8,128,2048,49.24,0.2,us-east-04,,'))).toEqual([['49.24', null]]);
  });

  it('tells rows it cannot read by their line', () => {
    const rows = [',,,,,1,,us,,', 'p5,H100,0,1,1,1,,us,,', 'p5,H100,8,1,1,much,,us,,', 'p5,H100,8,1,1,1,,,,'];
    expect(read('aws', ...rows)?.unreadable).toEqual([2, 3, 4, 5]);
  });

  it('does not say what one chip of a slice costs', () => {
    const found = edition('google-cloud', '2026-10-01', ',tpu-v4-8,1,,,12.88,,us-central2,,');
    const [price] = findGpuPrices([found], { provider: 'google-cloud', gpuModel: 'Google TPU v4', at: now });
    expect(price?.prices['on-demand']).toBeNull();
  });

  it.each([
    ['A100-80GB', 'NVIDIA A100'],
    ['H100-MEGA-80GB', 'NVIDIA H100'],
    ['H200-141GB', 'NVIDIA H200'],
    ['L40S', 'NVIDIA L40S'],
    ['RTX-PRO-6000', 'NVIDIA RTX PRO 6000'],
    ['MI300X', 'AMD MI300X'],
    ['Trainium2', 'AWS Trainium2'],
  ])('names %s as the inventory does', (name, model) => {
    expect(read('aws', `x,${name},1,1,1,1,,us,,`)?.offers[0]?.gpuModel).toBe(model);
  });

  it('is refused where it is something else', () => {
    expect(parseCatalogue('a,b\n1,2', 'aws')).toBeNull();
    expect(parseCatalogue(header, 'aws')).toBeNull();
    expect(parseCsv('a,b\n"1,2')).toBeNull();
  });
});
