import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { addCounts, toCountsLine } from './counts';

const countsSchema = z.object({ passed: z.number().int(), failed: z.number().int(), skipped: z.number().int() });

/** `print-counts.ts <checks passed> <checks failed> <counts file>…`: one line over all of it; a missing file is a failure. */
async function main([passed, failed, ...files]: string[]): Promise<void> {
  const parts = await Promise.all(
    files.map(async (file) => {
      try {
        return countsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
      } catch (error) {
        console.error(`No counts could be read from ${file}: ${error instanceof Error ? error.message : error}`);
        return { passed: 0, failed: 1, skipped: 0 };
      }
    }),
  );
  const total = addCounts([...parts, { passed: Number(passed), failed: Number(failed), skipped: 0 }]);
  console.log(toCountsLine(total));
  if (total.failed > 0) process.exitCode = 1;
}

await main(process.argv.slice(2));
