import { describe, expect, it } from 'vitest';
import { bytesOfUnit } from './data-size';
import { isProcessing, readTransfer, type TransferText } from './read-transfer';

const unsaid = { service: null, operation: null };
const aws = (meter: string | null, region: string | null = 'us-east-1', rest: Partial<TransferText> = {}) =>
  readTransfer({ ...unsaid, provider: 'aws', region, meter, ...rest });
const google = (meter: string) => readTransfer({ ...unsaid, provider: 'google-cloud', region: 'us-central1', meter });
const azure = (meter: string) => readTransfer({ ...unsaid, provider: 'azure', region: 'swedencentral', meter });

describe('which way the data of a charge went', () => {
  it.each([
    ['USE2-APS3-AWS-Out-Bytes', 'between-regions', 'aws/us-east-2', 'aws/ap-south-1'],
    ['APS3-USE2-AWS-In-Bytes', 'between-regions', 'aws/us-east-2', 'aws/ap-south-1'],
    ['EU-USE1-AWS-Out-Bytes', 'between-regions', 'aws/eu-west-1', 'aws/us-east-1'],
    ['USE1-XYZ9-AWS-Out-Bytes', 'between-regions', 'aws/us-east-1', null],
    ['USW2-AWS-Out-Bytes', 'between-regions', 'aws/us-west-2', null],
    ['USW2-DataTransfer-Regional-Bytes', 'between-zones', 'aws/us-west-2', 'other-zone'],
    ['USW2-DataTransfer-Out-Bytes', 'internet', 'aws/us-west-2', 'internet'],
    ['DataTransfer-Out-Bytes', 'internet', 'aws/us-east-1', 'internet'],
    ['EUC1-DataTransfer-In-Bytes', 'internet', 'internet', 'aws/eu-central-1'],
    ['USE2-APS3-AWS-Out-ABytes', 'between-regions', 'aws/us-east-2', 'aws/ap-south-1'],
    ['USW2-DataTransfer-Out-ABytes', 'internet', 'aws/us-west-2', 'internet'],
    ['EUN1-DataXfer-Out', 'private-circuit', 'aws/eu-north-1', 'private-circuit'],
    ['EUN1-DataXfer-Out:dc.3', 'private-circuit', 'aws/eu-north-1', 'private-circuit'],
    ['EUN1-DataXfer-In:dc.3', 'private-circuit', 'private-circuit', 'aws/eu-north-1'],
  ])('reads AWS’s usage type %s', (meter, kind, from, to) => {
    expect(aws(meter)).toMatchObject({ kind, from, to });
  });

  it.each([
    ['Network Inter Region Data Transfer Out from Iowa to Los Angeles', 'between-regions', 'us-central1', 'us-west2'],
    [
      'Network Inter Region Data Transfer Out from Americas to Netherlands',
      'between-regions',
      'us-central1',
      'europe-west4',
    ],
    ['Network Inter Region Data Transfer Out from Americas to APAC', 'between-regions', 'us-central1', null],
    ['Network Inter Zone Data Transfer Out', 'between-zones', 'us-central1', 'other-zone'],
    ['Network Internet Data Transfer Out from Americas to Australia', 'internet', 'us-central1', 'internet'],
    ['Interconnect data transfer out Europe', 'private-circuit', 'us-central1', 'private-circuit'],
    ['Network Interconnect Data Transfer Out - North America', 'private-circuit', 'us-central1', 'private-circuit'],
    ['Cloud Interconnect Egress Asia', 'private-circuit', 'us-central1', 'private-circuit'],
    ['Dedicated Interconnect Data Transfer In', 'private-circuit', 'private-circuit', 'us-central1'],
    ['Interconnect VLAN attachment data transfer out', 'private-circuit', 'us-central1', 'private-circuit'],
    ['Network Data Transfer Out via Partner Interconnect', 'private-circuit', 'us-central1', 'private-circuit'],
    ['Network Data Transfer Out via Carrier Peering Network - EMEA Based', 'internet', 'us-central1', 'internet'],
    ['Network CDN Interconnect Data Transfer Out - Europe', 'internet', 'us-central1', 'internet'],
  ])('reads Google Cloud’s SKU %s', (meter, kind, from, to) => {
    const place = (end: string | null) => (end === null || !/\d$/.test(end) ? end : `google-cloud/${end}`);
    expect(google(meter)).toMatchObject({ kind, from: place(from), to: place(to) });
  });

  it.each([
    'Dedicated Interconnect LINK_TYPE_ETHERNET_10G_LR',
    'Interconnect VLAN attachment 10 Gbps',
    'Interconnected notebooks, data transfer of',
  ])('takes no %s for data transfer', (meter) => {
    expect(google(meter)).toBeNull();
  });

  it('tells no destination of Azure’s meters that name none', () => {
    expect(azure('Intra Continent Data Transfer Out')).toMatchObject({
      kind: 'between-regions',
      from: 'azure/swedencentral',
      to: null,
    });
    expect(azure('Standard Data Transfer Out')).toMatchObject({ kind: 'internet', to: 'internet' });
  });

  it('says which end is charged, and that the ends of what names no region are not told', () => {
    expect(aws('APS3-USE2-AWS-In-Bytes')).toMatchObject({ own: 'to' });
    expect(aws('APS3-USE2-AWS-In-Bytes')).toMatchObject({ counts: 'again' });
    expect(aws('USE2-APS3-AWS-Out-Bytes')).toMatchObject({ counts: 'data' });
    expect(aws('EUC1-DataTransfer-In-Bytes')).toMatchObject({ own: 'to', counts: 'data' });
    expect(google('Network Inter Zone Data Transfer Out')).toMatchObject({ own: 'from' });
    expect(
      readTransfer({ ...unsaid, provider: 'azure', region: null, meter: 'Standard Data Transfer Out' }),
    ).toMatchObject({
      from: null,
      to: 'internet',
    });
    // Usage types without a region's code are of AWS's first region.
    expect(aws('DataTransfer-Regional-Bytes', null)).toMatchObject({ from: 'aws/us-east-1', to: 'other-zone' });
  });

  it.each([
    ['DataTransfer-Regional-Bytes', 'InterZone-Out', 'data'],
    ['DataTransfer-Regional-Bytes', 'InterZone-In', 'again'],
    ['DataTransfer-Regional-Bytes', null, 'either'],
    ['DataTransfer-xAZ-Out-Bytes', null, 'data'],
    ['DataTransfer-xAZ-In-Bytes', null, 'again'],
    ['VpcPeering-Out-Bytes', null, 'data'],
    ['VpcPeering-In-Bytes', null, 'again'],
  ])('tells %s of the operation %s as one way between zones, and its data as %s', (usage, operation, counts) => {
    expect(aws(`USW2-${usage}`, null, { operation })).toEqual({
      kind: 'between-zones',
      from: 'aws/us-west-2',
      to: 'other-zone',
      own: 'from',
      counts,
    });
  });

  it.each([
    ['EU-DataTransfer-Out-Bytes', 'Amazon CloudFront', 'aws-edge:EU', 'internet'],
    ['EU-DataTransfer-Out-Bytes', 'Amazon Simple Storage Service', 'aws/eu-west-1', 'internet'],
    ['EU-DataTransfer-Out-Bytes', null, 'aws/eu-west-1', 'internet'],
    ['EU-DataTransfer-Out-OBytes', 'Amazon CloudFront', 'aws-edge:EU', 'edge-origin'],
    ['US-DataTransfer-Out-Bytes', null, 'aws-edge:US', 'internet'],
    ['JP-DataTransfer-Out-OBytes', 'Amazon CloudFront', 'aws-edge:JP', 'edge-origin'],
    ['QQ-DataTransfer-Out-Bytes', 'Amazon CloudFront', 'aws/us-east-1', 'internet'],
  ])('takes no price zone of CloudFront for a region: %s of %s', (meter, service, from, to) => {
    expect(aws(meter, 'us-east-1', { service })).toMatchObject({ kind: 'internet', from, to });
  });

  it.each([
    'USE1-NatGateway-Bytes',
    'VpcEndpoint-Bytes',
    'EU-VpcEndpoint-GWLBE-Bytes',
    'APS3-TransitGateway-Bytes',
    'USE2-DataProcessing-Bytes',
    'Standard-Retrieval-Bytes',
    'USW2-Select-Scanned-SIA-Bytes',
  ])('knows %s for what is counted in bytes and goes nowhere', (meter) => {
    expect(isProcessing(meter)).toBe(true);
    expect(aws(meter)).toBeNull();
  });

  it('takes no transfer for such processing', () => {
    for (const meter of ['USE1-CloudFront-Out-Bytes', 'USE1-DataTransfer-Out-Bytes', 'USE1-AWS-Out-Bytes', null])
      expect(isProcessing(meter)).toBe(false);
  });

  it('takes nothing else for a transfer', () => {
    for (const meter of ['USE1-BoxUsage:c5.large', 'USE1-NatGateway-Bytes', 'TimedStorage-ByteHrs', null])
      expect(aws(meter)).toBeNull();
  });
});

describe('how large a unit of data is', () => {
  it('goes by what whoever bills documents', () => {
    expect(bytesOfUnit('GB', 'aws')).toBe(2n ** 30n);
    expect(bytesOfUnit('GB', null)).toBe(10n ** 9n);
    expect(bytesOfUnit('gibibyte', 'google-cloud')).toBe(2n ** 30n);
    expect(bytesOfUnit('GiB', 'azure')).toBe(2n ** 30n);
    expect(bytesOfUnit('Bytes', 'google-cloud')).toBe(1n);
  });

  it('is not known where nobody says it', () => {
    expect(bytesOfUnit('GB', 'azure')).toBeNull();
    expect(bytesOfUnit('Hours', 'aws')).toBeNull();
    expect(bytesOfUnit(null, 'aws')).toBeNull();
  });
});
