import { type ProjectName, projects, zoneOf } from './geography';

/** Compute's path to a thing, without host: `projects/p/zones/z/instances/i`. */
function computePath(project: ProjectName, location: string, collection: string, name: string): string {
  const where =
    location === 'global' ? 'global' : zoneOf(location) === null ? `regions/${location}` : `zones/${location}`;
  return `projects/${projects[project].id}/${where}/${collection}/${name}`;
}

/** A thing of Compute Engine, in full. */
export function computeName(project: ProjectName, location: string, collection: string, name: string): string {
  return `//compute.googleapis.com/${computePath(project, location, collection, name)}`;
}

/** A thing of an API whose names go by location and the project's id. */
export function locatedName(
  service: 'file' | 'run' | 'tpu',
  project: ProjectName,
  location: string,
  collection: string,
  name: string,
): string {
  return `//${service}.googleapis.com/projects/${projects[project].id}/locations/${location}/${collection}/${name}`;
}

/** A thing of Vertex AI, which goes by the project's number. */
export function vertexName(project: ProjectName, location: string, collection: string, name: string): string {
  return `//aiplatform.googleapis.com/projects/${projects[project].number}/locations/${location}/${collection}/${name}`;
}

/** A cluster; zonal ones are named by zone. */
export function clusterName(project: ProjectName, location: string, name: string): string {
  const where = zoneOf(location) === null ? 'locations' : 'zones';
  return `//container.googleapis.com/projects/${projects[project].id}/${where}/${location}/clusters/${name}`;
}

/** The name behind the host of a full resource name. */
export function pathOf(fullName: string): string {
  return fullName.slice(fullName.indexOf('/', 2) + 1);
}

/** The last part of a name. */
export function lastPartOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
