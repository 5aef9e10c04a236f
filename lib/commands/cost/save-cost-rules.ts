import { isDeepStrictEqual } from 'node:util';
import type { SaveCostRules } from '@/lib/api/contracts/cost-rules';
import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import type { CostRuleVersion } from '@/lib/domain/cost/allocation-rules';
import { cleanRules } from '@/lib/domain/cost/clean-rules';
import { findRuleFaults } from '@/lib/domain/cost/find-rule-faults';
import { Refusal } from '@/lib/domain/refusal';
import { rulesSchema } from '@/lib/store/cost-rules/rules-schema';
import type { Prisma } from '@/lib/store/database/generated/client';

/**
 * Puts a new version of the rules in force from now on. Refused where they contradict themselves, and where another version
 * has come since the edit began; the same edit sent again answers with what it made. Bills are added up anew by the worker.
 */
export async function saveCostRules(
  context: CommandContext,
  { standsOn, comment, rules: given }: SaveCostRules,
): Promise<CostRuleVersion> {
  const rules = cleanRules(given);
  const target = { kind: 'cost-rules', id: null, label: 'Cost rules' };
  return runCommand(context, { action: 'cost-rules.save', permission: 'cost:write', target }, async (tx) => {
    const faults = findRuleFaults(rules).map(({ path, message }) => ({ path: `rules.${path}`, message }));
    const [fault] = faults;
    if (fault !== undefined) throw new Refusal('invalid', fault.message, faults);
    const newest = await lockNewest(tx);
    const createdBy = context.actor.label;
    const isSame = newest !== null && isDeepStrictEqual(newest.rules, rules);
    const isSentAgain =
      isSame && newest.number === toNext(standsOn) && newest.comment === comment && newest.createdBy === createdBy;
    if (isSentAgain) return { result: newest, unchanged: true };
    if ((newest?.number ?? null) !== standsOn)
      throw new Refusal(
        'conflict',
        'Somebody saved another version since you began. Look at it, then save yours on it.',
      );
    if (isSame) {
      const message = 'These are the rules in force already: nothing was changed.';
      throw new Refusal('invalid', message, [{ path: 'rules', message }]);
    }
    const number = toNext(standsOn);
    const createdAt = newest !== null && newest.createdAt > context.now ? newest.createdAt : context.now;
    const version = { number, createdAt, createdBy, comment };
    const document = JSON.parse(JSON.stringify(rules)) as Prisma.InputJsonObject;
    await tx.costRuleVersion.create({ data: { ...version, document } });
    return {
      result: { ...version, rules },
      target: { ...target, id: String(number), label: `Cost rules, version ${number}` },
      audit: { comment, standsOn, rules: document },
    };
  });
}

function toNext(standsOn: number | null): number {
  return standsOn === null ? 1 : standsOn + 1;
}

/** The newest version, which stays so until the transaction ends. */
async function lockNewest(tx: Prisma.TransactionClient): Promise<CostRuleVersion | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('cost-rules', 0))`;
  const found = await tx.costRuleVersion.findFirst({ orderBy: { number: 'desc' } });
  if (found === null) return null;
  const { document, ...version } = found;
  return { ...version, rules: rulesSchema.parse(document) };
}
