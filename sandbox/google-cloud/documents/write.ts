import { pathOf } from '../../world/google-cloud/native-names';

/** A resource as its own API writes it. */
export type Document = Record<string, unknown>;

const computeRoot = 'https://www.googleapis.com/compute/v1/';

/** The URL of a thing of Compute Engine. */
export function computeUrl(fullName: string): string {
  return computeRoot + pathOf(fullName);
}

/** The URL of a zone or region of the project that a thing belongs to. */
export function placeUrl(fullName: string, collection: 'zones' | 'regions', name: string): string {
  return `${computeRoot}projects/${projectOf(fullName)}/${collection}/${name}`;
}

/** The URL of a type, such as a machine's or a disk's, in the zone of a thing. */
export function typeUrl(fullName: string, zone: string, collection: string, type: string): string {
  return `${placeUrl(fullName, 'zones', zone)}/${collection}/${type}`;
}

function projectOf(fullName: string): string {
  return pathOf(fullName).split('/')[1] ?? '';
}

/** As most of Google's APIs write instants. */
export function timestamp(at: Date): string {
  return at.toISOString().replace('.000Z', 'Z');
}

const pacificMs = 8 * 3_600_000;

/** As Compute Engine writes instants: on the clock of its makers. */
export function computeTimestamp(at: Date): string {
  return new Date(at.getTime() - pacificMs).toISOString().replace('Z', '-08:00');
}

/** A fingerprint of something that changes with it. */
export function fingerprint(value: unknown): string {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(value)) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return Buffer.from([hash >>> 24, hash >>> 16, hash >>> 8, hash, 0x9b, 0x41, 0x07, 0xe2]).toString('base64');
}

/** Labels, with the fingerprint that Compute Engine keeps of them. */
export function computeLabels(labels: Record<string, string>): Document {
  return { labelFingerprint: fingerprint(labels), ...(Object.keys(labels).length === 0 ? {} : { labels }) };
}
