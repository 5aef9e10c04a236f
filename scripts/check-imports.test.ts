import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkImports } from './check-imports';
import { findForbiddenName } from './find-forbidden-name';

/** Runs the real rules over a small checkout made of these files. */
async function check(files: Record<string, string>): Promise<{ modules: number; violations: string[] }> {
  const root = await mkdtemp(join(tmpdir(), 'millwright-imports-'));
  await symlink(join(import.meta.dirname, '..', 'node_modules'), join(root, 'node_modules'));
  const compilerOptions = { module: 'esnext', moduleResolution: 'bundler', paths: { '@/*': ['./*'] } };
  const all = { ...files, 'tsconfig.json': JSON.stringify({ compilerOptions }), 'package.json': '{"type":"module"}' };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return checkImports(root, [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? path))]);
}

const store = { 'lib/store/open.ts': 'export const open = 1;' };

describe('the import rules', () => {
  test('let the table through', async () => {
    const report = await check({
      ...store,
      'lib/domain/unit.ts': 'export const unit = 1;',
      'lib/views/read.ts':
        "import { open } from '@/lib/store/open';\nimport { unit } from '@/lib/domain/unit';\nexport const read = open + unit;",
    });
    expect(report).toMatchObject({ modules: 3, violations: [] });
  });

  test('catch a layer that reaches up, even for a type', async () => {
    const value = await check({
      ...store,
      'lib/domain/a.ts': "import { open } from '@/lib/store/open';\nexport const a = open;",
    });
    const type = await check({
      'lib/store/t.ts': 'export type T = 1;',
      'lib/domain/a.ts': "import type { T } from '../store/t';\nexport type A = T;",
    });
    expect(value.violations).toEqual(['layer lib/domain: lib/domain/a.ts → lib/store/open.ts']);
    expect(type.violations).toEqual(['layer lib/domain: lib/domain/a.ts → lib/store/t.ts']);
  });

  test('catch a provider that reaches for a sibling or the store', async () => {
    const report = await check({
      ...store,
      'lib/providers/azure/read.ts': 'export const read = 1;',
      'lib/providers/aws/read.ts':
        "import { read } from '../azure/read';\nimport { open } from '@/lib/store/open';\nexport const both = read + open;",
    });
    expect(report.violations.sort()).toEqual([
      'providers stand alone: lib/providers/aws/read.ts → lib/providers/azure/read.ts',
      'providers stand alone: lib/providers/aws/read.ts → lib/store/open.ts',
    ]);
  });

  test('catch a vendor SDK outside its provider', async () => {
    const sdk = "import { EC2Client } from '@aws-sdk/client-ec2';\nexport const client = EC2Client;";
    const report = await check({ 'lib/collect/read.ts': sdk, 'lib/providers/aws/read.ts': sdk });
    const [violation, ...others] = report.violations.filter((sentence) => sentence.startsWith('vendor'));
    expect(violation).toMatch(
      /^vendor SDK of lib\/providers\/aws: lib\/collect\/read\.ts → .*node_modules\/@aws-sdk\/client-ec2\//,
    );
    expect(others).toEqual([]);
  });

  test('catch the sandbox in what ships, server code in the browser, a folder not in the table, and a cycle', async () => {
    const report = await check({
      'sandbox/world.ts': 'export const world = 1;',
      'lib/collect/read.ts': "import { world } from '@/sandbox/world';\nexport const read = world;",
      'components/page.ts': "import { readFileSync } from 'node:fs';\nexport const page = readFileSync;",
      'lib/extras/a.ts': "import { b } from './b';\nexport const a = () => b;",
      'lib/extras/b.ts': "import { a } from './a';\nexport const b = () => a;",
    });
    const rules = new Set(report.violations.map((sentence) => sentence.split(':')[0]));
    expect(rules).toEqual(
      new Set([
        'layer lib/collect',
        'nothing that ships leans on tests or the sandbox',
        'the browser gets no server code',
        'no layer unnamed',
        'no cycle',
      ]),
    );
  });
});

test('names that say nothing are found in files and folders', () => {
  expect(['lib/utils/a.ts', 'lib/a/helpers.ts', 'lib/data/x.test.ts', 'lib/Common.ts'].map(findForbiddenName)).toEqual([
    'utils',
    'helpers',
    'data',
    'Common',
  ]);
  expect(['lib/domain/database.ts', 'lib/serviceable.ts'].map(findForbiddenName)).toEqual([null, null]);
});
