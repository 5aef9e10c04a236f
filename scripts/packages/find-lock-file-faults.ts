import { findMissingPackages, type LockedPackages } from './locked-package';

/**
 * What would tie the lock file to the machine that wrote it, make `npm ci` refuse it, or leave a package unverified:
 * an address to fetch from, a link, a missing entry or checksum. Builds for other platforms, which this machine's
 * registry may lack, cannot be verified here.
 */
export function findLockFileFaults(packages: LockedPackages): string[] {
  const faults = Object.entries(packages).flatMap(([path, { resolved, integrity, link, optional }]) => {
    if (path === '') return [];
    const found: string[] = [];
    if (resolved !== undefined) found.push(`${path} names an address: ${resolved}`);
    if (link) found.push(`${path} is a link to a folder`);
    else if (integrity === undefined && !optional) found.push(`${path} has no checksum`);
    return found;
  });
  const missing = findMissingPackages(packages).map(
    ({ name }) => `${name} has no entry: run npm run lock-file -- --complete`,
  );
  return [...faults, ...missing];
}
