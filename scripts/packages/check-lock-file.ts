import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { completeLockFile } from './complete-lock-file';
import { findLockFileFaults } from './find-lock-file-faults';
import { type LockedPackages, lockedPackageSchema } from './locked-package';

const file = join(import.meta.dirname, '..', '..', 'package-lock.json');
// Kept as it was written, so that completing it changes nothing else.
const lock: { packages: LockedPackages } = JSON.parse(await readFile(file, 'utf8'));
z.record(z.string(), lockedPackageSchema).parse(lock.packages);
if (process.argv.includes('--complete')) {
  lock.packages = completeLockFile(lock.packages);
  await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
}
const faults = findLockFileFaults(lock.packages);
for (const fault of faults) console.error(fault);
console.log(`${Object.keys(lock.packages).length} locked packages read, ${faults.length} faults`);
if (faults.length > 0) process.exitCode = 1;
