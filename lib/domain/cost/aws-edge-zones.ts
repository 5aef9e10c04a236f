/**
 * What AWS's bills call the places that CloudFront serves from, from "Interpret your AWS bill and usage reports for
 * CloudFront": groups of edge locations with one price, none of them a region. `EU` is also a region's code.
 */
const awsEdgeZones: Readonly<Record<string, string>> = {
  AP: 'Asia Pacific',
  AU: 'Australia',
  CA: 'Canada',
  EU: 'Europe and Israel',
  IN: 'India',
  JP: 'Japan',
  ME: 'Middle East',
  SA: 'South America',
  US: 'United States',
  ZA: 'South Africa',
};

const prefix = 'aws-edge:';

/** The end of a transfer that a price zone of CloudFront is; null when there is none of that code. */
export function toAwsEdge(code: string): string | null {
  return Object.hasOwn(awsEdgeZones, code) ? `${prefix}${code}` : null;
}

/** What a price zone that is an end of a transfer is called; null where the end is none. */
export function nameAwsEdge(end: string): string | null {
  return end.startsWith(prefix) ? (awsEdgeZones[end.slice(prefix.length)] ?? null) : null;
}
