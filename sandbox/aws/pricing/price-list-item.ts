import { findInstanceSize, type InstanceSize } from '../../world/aws/instance-catalogue';
import { committedPrice, type MachineOffer } from '../../world/bills/aws/machine-offers';
import { type Exact, text } from '../../world/bills/money';
import { codeOf } from '../../world/bills/price-list';
import { regionName } from '../exports/region-names';

/** One product of the price list: a machine with an operating system, a tenancy and a state of its capacity. */
export interface PricedProduct {
  sku: string;
  attributes: Record<string, string>;
  /** Null: it is listed without a price, as reserved capacity that is used is. */
  price: Exact | null;
}

const published = '2026-11-20T18:00:00Z';
const onDemandCode = 'JRTCKXETXF';
const hourlyCode = '6YS6EN2CT7';

/** What is sold of a machine: Linux and Windows, shared and dedicated, and capacity that is reserved. */
export function productsOf(offer: MachineOffer): PricedProduct[] {
  const size = findInstanceSize(offer.size);
  if (!size) return [];
  const make = (attributes: Record<string, string>, price: Exact | null) => toProduct(offer, size, attributes, price);
  const linux = { operatingSystem: 'Linux', tenancy: 'Shared', capacitystatus: 'Used' };
  return [
    make({ ...linux, usagetype: `BoxUsage:${offer.size}` }, offer.onDemand),
    make(
      { ...linux, usagetype: `UnusedBox:${offer.size}`, capacitystatus: 'UnusedCapacityReservation' },
      offer.onDemand,
    ),
    make({ ...linux, usagetype: `Reservation:${offer.size}`, capacitystatus: 'AllocatedCapacityReservation' }, 0n),
    make({ ...linux, usagetype: `DedicatedUsage:${offer.size}`, tenancy: 'Dedicated' }, (offer.onDemand * 11n) / 10n),
    make(
      { ...linux, usagetype: `BoxUsage:${offer.size}`, operatingSystem: 'Windows', operation: 'RunInstances:0002' },
      (offer.onDemand * 5n) / 4n,
    ),
  ];
}

function toProduct(
  { region, size: name }: MachineOffer,
  { vcpus, memoryMiB, accelerator, processor, network }: InstanceSize,
  attributes: Record<string, string>,
  price: Exact | null,
): PricedProduct {
  const all: Record<string, string> = {
    servicecode: 'AmazonEC2',
    servicename: 'Amazon Elastic Compute Cloud',
    location: regionName(region) ?? region,
    locationType: 'AWS Region',
    regionCode: region,
    instanceType: name,
    instanceFamily: accelerator === null ? 'General purpose' : 'GPU instance',
    currentGeneration: 'Yes',
    physicalProcessor: processor,
    vcpu: String(vcpus),
    memory: `${memoryMiB / 1024} GiB`,
    networkPerformance: network,
    operation: 'RunInstances',
    preInstalledSw: 'NA',
    licenseModel: 'No License required',
    marketoption: 'OnDemand',
    vpcnetworkingsupport: 'true',
    ...(accelerator?.family === 'gpu' ? { gpu: String(accelerator.count) } : {}),
    ...attributes,
  };
  return { sku: codeOf(16, 'aws sku', region, name, JSON.stringify(attributes)), attributes: all, price };
}

/** The product as the price list writes it: a document of its own, as text. */
export function toPriceListText({ sku, attributes, price }: PricedProduct): string {
  return JSON.stringify({
    product: { productFamily: 'Compute Instance', attributes, sku },
    serviceCode: 'AmazonEC2',
    terms:
      price === null
        ? {}
        : { OnDemand: onDemandTerm(sku, attributes, price), ...reservedTerms(sku, attributes, price) },
    version: '20261120180000',
    publicationDate: published,
  });
}

function onDemandTerm(sku: string, attributes: Record<string, string>, price: Exact) {
  const { operatingSystem, instanceType } = attributes;
  const description = `$${text(price)} per On Demand ${operatingSystem} ${instanceType} Instance Hour`;
  const term = `${sku}.${onDemandCode}`;
  return { [term]: toTerm(sku, onDemandCode, { [`${term}.${hourlyCode}`]: hourly(term, description, price) }, {}) };
}

/** Promises of one and three years, those paid ahead with a price of nought an hour. */
function reservedTerms(
  sku: string,
  { capacitystatus, tenancy, operatingSystem, instanceType }: Record<string, string>,
  price: Exact,
) {
  if (capacitystatus !== 'Used' || tenancy !== 'Shared' || operatingSystem !== 'Linux') return {};
  const description = `Linux/UNIX (Amazon VPC), ${instanceType} reserved instance applied`;
  const offers = [
    { code: '4NA7Y494T4', length: '1yr', option: 'No Upfront', hour: committedPrice(price, 1) },
    { code: '6QCMYABX3D', length: '1yr', option: 'All Upfront', hour: 0n },
    { code: 'BPH4J8HBKS', length: '3yr', option: 'No Upfront', hour: committedPrice(price, 3) },
  ];
  return {
    Reserved: Object.fromEntries(
      offers.map(({ code, length, option, hour }) => {
        const term = `${sku}.${code}`;
        const attributes = { LeaseContractLength: length, OfferingClass: 'standard', PurchaseOption: option };
        return [term, toTerm(sku, code, { [`${term}.${hourlyCode}`]: hourly(term, description, hour) }, attributes)];
      }),
    ),
  };
}

function toTerm(sku: string, code: string, priceDimensions: object, termAttributes: object) {
  return { priceDimensions, sku, effectiveDate: '2026-11-01T00:00:00Z', offerTermCode: code, termAttributes };
}

function hourly(term: string, description: string, price: Exact) {
  const [whole = '0', fraction = ''] = text(price).split('.');
  return {
    unit: 'Hrs',
    endRange: 'Inf',
    description,
    appliesTo: [],
    rateCode: `${term}.${hourlyCode}`,
    beginRange: '0',
    pricePerUnit: { USD: `${whole}.${fraction.padEnd(10, '0')}` },
  };
}
