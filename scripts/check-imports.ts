import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseResult, type IViolation } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { execa } from 'execa';
import { findForbiddenName } from './find-forbidden-name';

/** What the import rules found. `modules` counts our own source files that were really read. */
export interface ImportReport {
  modules: number;
  dependencies: number;
  violations: string[];
}

const sourceFolders = ['app', 'bench', 'components', 'e2e', 'lib', 'sandbox', 'scripts'];
/** The cruiser passes when it could read nothing: below this share of the source files the check fails instead. */
const leastShareRead = 0.9;

/** Reads every module under `root` and holds it against the table in .dependency-cruiser.cjs. */
export async function checkImports(root: string, folders: string[]): Promise<ImportReport> {
  const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
  const { output } = await cruise(
    folders,
    {
      ...options,
      baseDir: root,
      tsConfig: { fileName: join(root, 'tsconfig.json') },
      ruleSet: { forbidden },
      validate: true,
    },
    { conditionNames: options.enhancedResolveOptions.conditionNames },
    { tsConfig: extractTsConfig(join(root, 'tsconfig.json')) },
  );
  const { modules, summary } = output as ICruiseResult;
  const own = modules.filter(({ source }) => /\.tsx?$/.test(source) && !source.startsWith('node_modules/'));
  return {
    modules: own.length,
    dependencies: own.reduce((count, module) => count + module.dependencies.length, 0),
    violations: summary.violations.map(toSentence),
  };
}

function toSentence({ rule, from, to, cycle }: IViolation): string {
  const path = cycle ? [from, ...cycle.map(({ name }) => name)].join(' → ') : `${from} → ${to}`;
  return `${rule.name}: ${path}`;
}

/** Source files git knows or would take, below the cruised folders. */
async function listSourceFiles(root: string): Promise<string[]> {
  const { stdout } = await execa('git', ['ls-files', '-co', '--exclude-standard', '--deduplicate'], { cwd: root });
  return stdout.split('\n').filter((path) => path !== '');
}

async function main(): Promise<void> {
  const root = join(import.meta.dirname, '..');
  const files = await listSourceFiles(root);
  const folders = sourceFolders.filter((folder) => files.some((file) => file.startsWith(`${folder}/`)));
  const expected = files.filter((file) => /\.tsx?$/.test(file) && folders.some((name) => file.startsWith(`${name}/`)));
  const report = await checkImports(root, folders);
  const faults = [...report.violations];
  for (const file of files) {
    const word = findForbiddenName(file);
    if (word !== null) faults.push(`forbidden name "${word}": ${file}`);
  }
  if (report.modules < expected.length * leastShareRead)
    faults.push(`only ${report.modules} of ${expected.length} source files were read: the rules prove nothing`);
  for (const fault of faults) console.error(fault);
  console.log(
    `${report.modules} modules of ${expected.length} source files and ${report.dependencies} imports read, ${faults.length} faults`,
  );
  if (faults.length > 0) process.exitCode = 1;
}

if (import.meta.main) await main();
