import type { Budget } from '@/lib/api/contracts/cost-budgets';
import { toPeriodDays } from '@/lib/domain/cost/budget-period';
import { type FieldFault, Refusal } from '@/lib/domain/refusal';
import type { Prisma } from '@/lib/store/database/generated/client';
import { maySeeSlice } from './may-see-slice';

/** Refuses terms that contradict themselves, a name that is taken, and people who are not here or may not see the costs. */
export async function checkTerms(
  tx: Prisma.TransactionClient,
  terms: Budget['terms'],
  ownId: string | null,
): Promise<void> {
  const faults: FieldFault[] = [];
  const begins = new Set<string>();
  for (const [index, { from }] of terms.overrides.entries()) {
    const path = `overrides.${index}.from`;
    if (toPeriodDays(terms.period, from).from !== from)
      faults.push({ path, message: `No ${terms.period} begins on ${from}` });
    if (begins.has(from)) faults.push({ path, message: 'This period has an amount already' });
    begins.add(from);
  }
  const named = [...(terms.owner === null ? [] : [terms.owner]), ...terms.notify].map((email) => email.toLowerCase());
  for (const email of new Set(named)) {
    const message = await findFaultOf(tx, email, terms);
    if (message !== null) faults.push({ path: email === terms.owner?.toLowerCase() ? 'owner' : 'notify', message });
  }
  const taken = await tx.$queryRaw<{ id: string }[]>`
    SELECT b.id FROM cost_budget b JOIN cost_budget_version v ON v.budget_id = b.id AND v.version = b.version
    WHERE b.archived_at IS NULL AND lower(v.name) = ${terms.name.toLowerCase()}`;
  if (taken.some(({ id }) => id !== ownId)) faults.push({ path: 'name', message: 'Another budget has this name' });
  const [fault] = faults;
  if (fault) throw new Refusal('invalid', `${fault.message}.`, faults);
}

/** Why somebody cannot be named in a budget; null: they can. */
async function findFaultOf(
  tx: Prisma.TransactionClient,
  email: string,
  { filters }: Pick<Budget['terms'], 'filters'>,
): Promise<string | null> {
  const person = await tx.person.findUnique({ where: { email }, select: { id: true, disabledAt: true } });
  if (person === null || person.disabledAt !== null) return `Nobody here has the address ${email}`;
  return (await maySeeSlice(tx, person.id, filters))
    ? null
    : `${email} may not see these costs: that takes cost:read over all of them`;
}

/** A version's row. */
export function toRow(
  terms: Budget['terms'],
  change: { version: number; changedAt: Date; changedBy: string },
): Omit<Prisma.CostBudgetVersionUncheckedCreateInput, 'budgetId'> {
  const lower = (email: string) => email.toLowerCase();
  return {
    ...terms,
    ...change,
    filters: terms.filters,
    overrides: terms.overrides,
    owner: terms.owner === null ? null : lower(terms.owner),
    notify: terms.notify.map(lower),
  };
}

/** One change of budgets at a time. */
export async function lockBudgets(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('cost budgets', 0))`;
}
