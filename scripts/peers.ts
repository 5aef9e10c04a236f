import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toFailureText } from '@/lib/cli/plain-error';
import { addCounts, type Counts, toCountsLine } from './counts/counts';
import { checkSandboxModels } from './peers/check-sandbox-models';
import { compareWithMoto } from './peers/compare-with-moto';
import { hasPython } from './peers/start-moto';

const results = join(import.meta.dirname, '..', 'test-results');

/** A comparison with something real, and the Python modules that something needs. */
const comparisons = [
  { name: 'inventory against moto', modules: ['moto.server', 'boto3'], run: compareWithMoto },
  { name: "sandbox against AWS's published models", modules: ['boto3', 'botocore'], run: checkSandboxModels },
];

async function attempt({ name, modules, run }: (typeof comparisons)[number]): Promise<Counts> {
  if (!(await hasPython(...modules))) {
    console.error(
      `!!! SKIPPED: ${name}. This machine has no python3 with ${modules.join(' and ')}; nothing is proven.`,
    );
    return { passed: 0, failed: 0, skipped: 1 };
  }
  console.log(`Comparing ${name} …`);
  try {
    return await run();
  } catch (error) {
    console.error(`${name}: ${toFailureText(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const counts: Counts[] = [];
for (const comparison of comparisons) counts.push(await attempt(comparison));
const total = addCounts(counts);
await mkdir(results, { recursive: true });
await writeFile(join(results, 'peers.counts.json'), JSON.stringify(total));
console.log(toCountsLine(total));
process.exit(total.failed > 0 ? 1 : 0);
