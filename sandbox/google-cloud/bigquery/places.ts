import type { BillLine } from '../../world/bills/charge';
import { folders, organization, type Project, projects } from '../../world/google-cloud/geography';
import type { Value } from './field';

const byId = new Map<string, Project>(Object.values(projects).map((project) => [project.id, project]));

const countries: Readonly<Record<string, string>> = { us: 'US', 'europe-west4': 'NL', 'europe-west3': 'DE' };

/** The project a line is charged to. */
export function projectOf({ account }: BillLine): Project {
  const project = byId.get(account.id);
  if (!project) throw new RangeError(`The factory has no project ${account.id}.`);
  return project;
}

/** Numbers of what a project hangs under, from the organisation down. */
export function ancestryOf({ folder }: Project): string {
  return `/${organization.number}/${folders[folder]}/`;
}

/** Names of a project and of what it hangs under, from the project up. */
export function ancestorsOf({ number, displayName, folder }: Project): Value[] {
  return [
    [`projects/${number}`, displayName],
    [`folders/${folders[folder]}`, folder],
    [`organizations/${organization.number}`, organization.displayName],
  ];
}

/** Location, country, region and zone of a line. */
export function locationOf({ region, zone }: BillLine): Value[] {
  if (region === null || region === 'global') return ['global', null, null, null];
  return [zone ?? region, countries[region] ?? countries[region.split('-')[0] ?? ''] ?? null, region, zone];
}

/** Pairs of a key and a value. */
export function pairsOf(entries: Readonly<Record<string, string>>): Value[] {
  return Object.entries(entries).map(([key, value]) => [key, value]);
}

/** What Compute Engine says of a machine. */
export function systemLabelsOf({ sku, service }: BillLine): Record<string, string> {
  return sku.size === null || service.name !== 'Compute Engine'
    ? {}
    : { 'compute.googleapis.com/machine_spec': sku.size };
}
