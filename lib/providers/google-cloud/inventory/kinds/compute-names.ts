/**
 * The full resource name of what an address of the Compute API names: `//compute.googleapis.com/projects/…` of
 * `https://www.googleapis.com/compute/v1/projects/…` or of `projects/…`. Null: none is given, or it is no such address.
 */
export function toComputeName(address: string | undefined): string | null {
  const path = /(?:^|\/)(projects\/[^/]+\/.+)$/.exec(address ?? '')?.[1];
  return path === undefined ? null : `//compute.googleapis.com/${path}`;
}
