/** One package as package-lock.json describes it. */
export interface LockedPackage {
  resolved?: string | undefined;
  integrity?: string | undefined;
  link?: boolean | undefined;
}

/**
 * What would tie the lock file to the machine that wrote it, or leave a package unverified: an address to fetch from,
 * a link, a missing checksum. The root entry (`''`) is the project itself.
 */
export function findLockFileFaults(packages: Record<string, LockedPackage>): string[] {
  return Object.entries(packages).flatMap(([path, { resolved, integrity, link }]) => {
    if (path === '') return [];
    const faults: string[] = [];
    if (resolved !== undefined) faults.push(`${path} names an address: ${resolved}`);
    if (link) faults.push(`${path} is a link to a folder`);
    else if (integrity === undefined) faults.push(`${path} has no checksum`);
    return faults;
  });
}
