import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { type Amount, formatAmount } from '@/lib/domain/cost/amount';

/** What is said of a remainder between an invoice and the ledger. */
interface RemainderExplained {
  month: `${number}-${number}`;
  provider: string;
  billingAccount: string;
  /** Null: of what stands on no invoice, or of a month as a whole. */
  invoiceNumber: string | null;
  currency: string;
  /** What the difference is as it is explained; null: no invoice is entered, so there is none to tell. */
  remainder: Amount | null;
  explanation: string;
}

/** Keeps an explanation beside a remainder; the last one said counts, and those before stay. */
export async function explainRemainder(context: CommandContext, given: RemainderExplained): Promise<{ id: string }> {
  const { month, remainder, ...rest } = given;
  const told = remainder === null ? null : formatAmount(remainder);
  const label = `${given.provider} ${given.invoiceNumber ?? month}`;
  const target = { kind: 'invoice', id: null, label };
  const description = { action: 'cost.remainder.explain', permission: 'cost:write', target } as const;
  return runCommand(context, description, async (tx) => {
    const { id } = await tx.costRemainderNote.create({
      data: {
        ...rest,
        billingMonth: new Date(`${month}-01T00:00:00Z`),
        remainder: told,
        explainedAt: context.now,
        explainedBy: context.actor.label,
      },
      select: { id: true },
    });
    return { result: { id }, audit: { month, ...rest, remainder: told } };
  });
}
