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
}

/** Every place of the factory. Region names are the providers' own: AWS, Google Cloud, Azure, CoreWeave. */
export const places: readonly Place[] = [
  place('ashburn', 'US', 39.04, -77.49, ['us-east-1', 'us-east4', 'eastus']),
  place('columbus', 'US', 39.96, -83.0, ['us-east-2', 'us-east5']),
  place('boardman', 'US', 45.84, -119.7, ['us-west-2']),
  place('council-bluffs', 'US', 41.26, -95.86, ['us-central1']),
  place('san-antonio', 'US', 29.42, -98.49, ['southcentralus']),
  place('las-vegas', 'US', 36.17, -115.14, ['US-WEST-01A']),
  place('dublin', 'IE', 53.35, -6.26, ['eu-west-1', 'northeurope']),
  place('frankfurt', 'DE', 50.11, 8.68, ['eu-central-1', 'europe-west3', 'germanywestcentral']),
  place('eemshaven', 'NL', 53.44, 6.83, ['europe-west4']),
  place('stockholm', 'SE', 59.33, 18.07, ['eu-north-1', 'swedencentral']),
  place('tokyo', 'JP', 35.68, 139.69, ['ap-northeast-1']),
  place('mumbai', 'IN', 19.08, 72.88, ['ap-south-1']),
  /** The factory's own hall: Kubernetes and Slurm over DGX H100, and a rack of AMD. */
  place('munich', 'DE', 48.14, 11.58, []),
];

/** What people call the place a provider's region is in; undefined where the factory has nothing. */
export function siteOfRegion(region: string): string | undefined {
  return places.find(({ regions }) => regions.includes(region))?.name;
}

function place(name: string, country: string, latitude: number, longitude: number, regions: string[]): Place {
  return { name, country, latitude, longitude, regions };
}
