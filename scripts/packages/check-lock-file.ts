import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { findLockFileFaults } from './find-lock-file-faults';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ resolved: z.string().optional(), integrity: z.string().optional(), link: z.boolean().optional() }),
  ),
});

const text = await readFile(join(import.meta.dirname, '..', '..', 'package-lock.json'), 'utf8');
const { packages } = lockSchema.parse(JSON.parse(text));
const faults = findLockFileFaults(packages);
for (const fault of faults) console.error(fault);
console.log(`${Object.keys(packages).length} locked packages read, ${faults.length} faults`);
if (faults.length > 0) process.exitCode = 1;
