/** The organisation everything hangs under. */
export const organization = { number: '708811234567', displayName: 'millwright.example', customer: 'C03mw7gh2' };

/** The names of the folders under the organisation. */
export const folderNames = ['factory', 'shared', 'regulated'] as const;
export type FolderName = (typeof folderNames)[number];

/** Folder numbers. */
export const folders: Record<FolderName, string> = {
  factory: '415502938817',
  shared: '602217449035',
  regulated: '879340162254',
};

/** The names of the factory's Google Cloud projects. */
export const projectNames = ['training', 'serving', 'research', 'network', 'sovereign'] as const;
export type ProjectName = (typeof projectNames)[number];

export interface Project {
  name: ProjectName;
  /** What people and most resource names say. */
  id: string;
  /** What the project goes by where its id is not used. */
  number: string;
  folder: FolderName;
  displayName: string;
}

const project = (name: ProjectName, number: string, folder: FolderName, displayName: string): Project => ({
  name,
  id: `millwright-${name}`,
  number,
  folder,
  displayName,
});

export const projects: Record<ProjectName, Project> = {
  training: project('training', '284610937755', 'factory', 'Millwright Training'),
  serving: project('serving', '551907332418', 'factory', 'Millwright Serving'),
  research: project('research', '930145872266', 'factory', 'Millwright Research'),
  network: project('network', '167722058934', 'shared', 'Millwright Network'),
  sovereign: project('sovereign', '746093311580', 'regulated', 'Millwright Sovereign'),
};

/** The regions the factory uses, with the letters of its zones there. */
export const regionZones = {
  'us-central1': ['a', 'b', 'c'],
  'us-east4': ['a', 'b', 'c'],
  'europe-west4': ['a', 'b', 'c'],
  'europe-west3': ['a', 'b', 'c'],
} as const satisfies Record<string, readonly [string, ...string[]]>;
export type RegionName = keyof typeof regionZones;
export const regionNames: readonly RegionName[] = ['us-central1', 'us-east4', 'europe-west4', 'europe-west3'];

/** The region of a location that may be a zone, a region, a multi-region or `global`. */
export function regionOf(location: string): string {
  return zoneOf(location) === null ? location : location.slice(0, location.lastIndexOf('-'));
}

/** The location when it is a zone; null otherwise. */
export function zoneOf(location: string): string | null {
  return /^[a-z]+-[a-z]+\d+-[a-z]$/.test(location) ? location : null;
}
