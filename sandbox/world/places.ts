/** A place the factory stands in, and the provider regions that are there. */
export interface Place {
  /** What people call it; the value of `site` tags and labels. */
  name: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** Degrees north and east. */
  latitude: number;
  longitude: number;
  /** Names of provider regions, whichever provider's; no two providers name a region alike. */
  regions: readonly string[];
  /** What the console calls it before anybody says more: `<provider>/<region or cluster>`, names of edges. */
  alsoCalled: readonly string[];
}

/** Every place of the factory. Region names are the providers' own: AWS, Google Cloud, Azure, CoreWeave. */
export const places: readonly Place[] = [
  place('ashburn', 'US', 39.04, -77.49, ['aws/us-east-1', 'google-cloud/us-east4', 'azure/eastus'], ['edge-ashburn']),
  place('columbus', 'US', 39.96, -83.0, ['aws/us-east-2', 'google-cloud/us-east5']),
  place('boardman', 'US', 45.84, -119.7, ['aws/us-west-2']),
  place('council-bluffs', 'US', 41.26, -95.86, ['google-cloud/us-central1']),
  place('san-antonio', 'US', 29.42, -98.49, ['azure/southcentralus']),
  place('las-vegas', 'US', 36.17, -115.14, ['coreweave/US-WEST-01A'], ['coreweave/factory-gb200']),
  place('dublin', 'IE', 53.35, -6.26, ['aws/eu-west-1', 'azure/northeurope']),
  place(
    'frankfurt',
    'DE',
    50.11,
    8.68,
    ['aws/eu-central-1', 'google-cloud/europe-west3', 'azure/germanywestcentral'],
    ['edge-frankfurt'],
  ),
  place('eemshaven', 'NL', 53.44, 6.83, ['google-cloud/europe-west4']),
  place('stockholm', 'SE', 59.33, 18.07, ['aws/eu-north-1', 'azure/swedencentral']),
  place('tokyo', 'JP', 35.68, 139.69, ['aws/ap-northeast-1']),
  place('mumbai', 'IN', 19.08, 72.88, ['aws/ap-south-1']),
  /** The factory's own hall: Kubernetes and Slurm over DGX H100, and a rack of AMD. */
  place('munich', 'DE', 48.14, 11.58, [], ['kubernetes/hall-kubernetes', 'slurm/munich', 'edge-munich']),
];

/** What people call the place a provider's region is in; undefined where the factory has nothing. */
export function siteOfRegion(region: string): string | undefined {
  return places.find(({ regions }) => regions.includes(region))?.name;
}

function place(
  name: string,
  country: string,
  latitude: number,
  longitude: number,
  regions: string[],
  others: string[] = [],
): Place {
  return {
    name,
    country,
    latitude,
    longitude,
    regions: regions.map((region) => region.slice(region.indexOf('/') + 1)),
    alsoCalled: [...regions, ...others],
  };
}
