import type { WireResponse } from '../../wire/wire';
import { regions } from '../../world/azure/geography';
import { machineSizes } from '../../world/azure/machine-sizes';
import { jsonResponse } from '../azure-error';
import type { Call } from '../call';

/** Answers which sizes of machines there are in a region, or in all where the filter names none. */
export function listSkus({ request, fault }: Call): WireResponse {
  if (fault?.kind === 'empty-success') return jsonResponse(200, { value: [] });
  const wanted = /^location eq '(\w+)'$/i.exec(request.query.$filter ?? '')?.[1]?.toLowerCase();
  const offered = wanted === undefined ? regions : regions.filter((region) => region === wanted);
  return jsonResponse(200, {
    value: offered.flatMap((region) => machineSizes.map((size) => toSku(size, region))),
  });
}

function toSku({ name, family, cores, memoryGiB, accelerator }: (typeof machineSizes)[number], region: string) {
  const capability = (title: string, value: number | string) => ({ name: title, value: String(value) });
  return {
    resourceType: 'virtualMachines',
    name,
    tier: 'Standard',
    size: name.replace(/^Standard_/, ''),
    family,
    locations: [region],
    locationInfo: [{ location: region, zones: ['1', '2', '3'], zoneDetails: [] }],
    capabilities: [
      capability('vCPUs', cores),
      capability('MemoryGB', memoryGiB),
      ...(accelerator ? [capability('GPUs', accelerator.count)] : []),
      capability('PremiumIO', 'True'),
    ],
    restrictions: [],
  };
}
