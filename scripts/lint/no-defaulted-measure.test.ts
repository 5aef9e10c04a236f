import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';

test('every way of turning what is missing into zero is caught, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-lint-'));
  const caught = ['a ?? 0', 'a || 0', '(a ?? 0) + 1', 'b ?? 0n', '(a ??= 0)', '(a ||= 0)'];
  const allowed = ['a ?? 0.5', 'a ?? 10', 'a ?? null', 'a + 0', '(a = 0)', '(a += 0)'];
  const source = [...caught, ...allowed].map((text, line) => `export const x${line} = ${text};`).join('\n');
  await writeFile(join(folder, 'measure.ts'), source);
  await writeFile(
    join(folder, 'biome.json'),
    JSON.stringify({
      plugins: [join(import.meta.dirname, 'no-defaulted-measure.grit')],
      linter: { rules: { preset: 'none' } },
    }),
  );
  const biome = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'biome');
  const { stdout } = await execa(biome, ['lint', '--reporter=json', '.'], { cwd: folder, reject: false });
  expect(stdout).toContain('diagnostics');
  const report: { diagnostics: { category: string; location: { start: { line: number } } }[] } = JSON.parse(stdout);
  const lines = report.diagnostics
    .filter(({ category }) => category === 'plugin')
    .map(({ location }) => location.start.line);
  expect(lines).toEqual(caught.map((_, index) => index + 1));
});
