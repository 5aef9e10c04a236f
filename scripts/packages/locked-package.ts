import { z } from 'zod';

export const lockedPackageSchema = z.looseObject({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  link: z.boolean().optional(),
  optional: z.boolean().optional(),
  dev: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
/** One package as package-lock.json describes it. */
export type LockedPackage = z.infer<typeof lockedPackageSchema>;

/** The packages of a lock file by where they are installed; `''` is the project itself. */
export type LockedPackages = Record<string, LockedPackage>;

/** An optional package that is wanted but has no entry, and who wants it. */
export interface MissingPackage {
  name: string;
  version: string;
  wantedBy: LockedPackage;
}

/**
 * Optional packages without an entry. npm leaves them out when the registry it wrote the lock file from lacks them,
 * which happens to builds for other platforms; `npm ci` then refuses the whole lock file.
 */
export function findMissingPackages(packages: LockedPackages): MissingPackage[] {
  return Object.entries(packages).flatMap(([path, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !isInstalledFor(packages, path, name))
      .map(([name, range]) => ({ name, version: range.replace(/^[\^~]/, ''), wantedBy: entry })),
  );
}

/** As Node looks for it: beside the package, then beside each it lies in. */
function isInstalledFor(packages: LockedPackages, path: string, name: string): boolean {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (Object.hasOwn(packages, `${at === '' ? '' : `${at}/`}node_modules/${name}`)) return true;
    if (at === '') return false;
  }
}
