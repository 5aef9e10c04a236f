import { readFile } from 'node:fs/promises';
import { allocationRulesSchema, previewCostRulesSchema, saveCostRulesSchema } from '@/lib/api/contracts/cost-rules';
import { saveCostRules } from '@/lib/commands/cost/save-cost-rules';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import { sayAttributionRule, sayPool } from '@/lib/format/rule-words';
import { readNewestRules, readRuleVersion, readRuleVersions } from '@/lib/store/cost-rules/rule-versions';
import { previewCostRules } from '@/lib/views/cost/showback/preview-cost-rules';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { parseInput } from '../input/parse-input';
import { PlainError } from '../plain-error';
import { printJson, printTable } from '../terminal/print';
import { withLedger } from './with-ledger';

/** `cost rules list`: every version, the newest first. */
export async function listCostRules(run: CommandRun, options: SharedOptions): Promise<void> {
  const versions = await withConsole(run, options, ({ database }) =>
    readRuleVersions(database.pool, { below: null, limit: null }),
  );
  if (options.json) return printJson(run.terminal, { versions });
  if (versions.length === 0) return run.terminal.out('Nobody has written rules yet.');
  printTable(
    run.terminal,
    [
      { title: 'VERSION', text: ({ number }) => String(number) },
      { title: 'SAVED', text: ({ createdAt }) => createdAt.toISOString() },
      { title: 'BY', text: ({ createdBy }) => createdBy },
      { title: 'RULES', text: ({ rules }) => String(rules.attribution.length) },
      { title: 'POOLS', text: ({ rules }) => String(rules.pools.length) },
      { title: 'WHY', text: ({ comment }) => comment },
    ],
    versions,
  );
}

/** `cost rules show`: one version, the newest where none is named. With `--json` its document can be edited and applied. */
export async function showCostRules(
  run: CommandRun,
  number: number | undefined,
  options: SharedOptions,
): Promise<void> {
  const version = await withConsole(run, options, ({ database }) =>
    number === undefined ? readNewestRules(database.pool) : readRuleVersion(database.pool, number),
  );
  if (version === null)
    throw new PlainError(number === undefined ? 'Nobody has written rules yet.' : `There is no version ${number}.`);
  if (options.json) return printJson(run.terminal, version.rules);
  const { rules, createdAt, createdBy, comment } = version;
  run.terminal.out(`Version ${version.number}, ${createdAt.toISOString()}, ${createdBy}: ${comment}`);
  for (const [place, rule] of rules.attribution.entries())
    run.terminal.out(`${place + 1}. ${sayAttributionRule(rule)}`);
  for (const pool of rules.pools) run.terminal.out(`Pool ${sayPool(pool)}`);
  run.terminal.out(`Idle GPUs: ${rules.idle}`);
}

export interface ApplyOptions extends SharedOptions {
  comment: string;
  /** The version the file stands on; the newest one by default, 0: none. */
  on?: string;
}

/** `cost rules apply`: a file's rules become the next version. */
export async function applyCostRules(run: CommandRun, path: string, options: ApplyOptions): Promise<void> {
  const rules = await readRules(path);
  const saved = await withConsole(run, options, async ({ database, commandContext }) => {
    const newest = await readNewestRules(database.pool);
    const standsOn = options.on === undefined ? (newest?.number ?? null) : toStand(options.on);
    return saveCostRules(
      commandContext(),
      parseInput(saveCostRulesSchema, { standsOn, comment: options.comment, rules }),
    );
  });
  if (options.json) return printJson(run.terminal, { version: saved.number, createdAt: saved.createdAt });
  run.terminal.out(`Version ${saved.number} is in force. The worker adds bills up by it.`);
}

export interface PreviewOptions extends SharedOptions {
  month: string;
  metric: CostMetric;
}

/** `cost rules preview`: what a file's rules would move in a month. */
export async function previewCostRulesCommand(run: CommandRun, path: string, options: PreviewOptions): Promise<void> {
  const { month, metric } = options;
  const ask = parseInput(previewCostRulesSchema, { rules: await readRules(path), month, metric });
  const preview = await withLedger(run, options, ({ folder, engine }, console) =>
    previewCostRules(console.viewContext(), ask, async () => ({ root: folder.root, engine })),
  );
  if (options.json) return printJson(run.terminal, preview);
  printTable(
    run.terminal,
    [
      { title: 'TEAM', text: ({ kind, name }) => name ?? kind },
      { title: 'BEFORE', text: ({ before }) => before },
      { title: 'AFTER', text: ({ after }) => after },
      { title: 'DIFFERENCE', text: ({ difference }) => difference },
      { title: 'CURRENCY', text: ({ currency }) => currency },
    ],
    preview.books.flatMap(({ lines, currency }) => lines.map((line) => ({ ...line, currency }))),
  );
  if (preview.atLeast) run.terminal.remark('Bills or costs of this month are missing: these are at least.');
}

async function readRules(path: string) {
  let document: unknown;
  try {
    document = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new PlainError(error instanceof SyntaxError ? `${path} is no JSON.` : `${path} cannot be read.`);
  }
  return parseInput(allocationRulesSchema, document);
}

function toStand(text: string): number | null {
  if (/^\d{1,9}$/.test(text)) return text === '0' ? null : Number(text);
  throw new PlainError(`“${text}” is no version such as 3.`);
}
