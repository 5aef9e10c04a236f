import { requireEverywhere, requirePermission } from '@/lib/access/authorise';
import { type AuditTarget, appendAudit } from '@/lib/audit/append-audit';
import type { Permission } from '@/lib/domain/access';
import { Refusal } from '@/lib/domain/refusal';
import type { Prisma } from '@/lib/store/database/generated/client';
import type { CommandContext } from './command-context';

/** What the command is, for the permission check and the audit record. */
export interface CommandDescription {
  /** `connection.create`, `person.disable`, … */
  action: string;
  permission: Permission;
  /** `somewhere` suffices for what belongs to the person alone, such as saved views. Default `everywhere`. */
  reach?: 'everywhere' | 'somewhere';
  /** What is acted on; null when it does not exist yet. */
  target: AuditTarget | null;
  /** How long the transaction may take, in milliseconds. Default 20 seconds. */
  withinMs?: number;
}

/** What the command's transaction came to. */
export interface CommandOutcome<T> {
  result: T;
  /** What changed, without secrets. */
  audit?: Prisma.InputJsonObject;
  /** Replaces the described target, for what the command created. */
  target?: AuditTarget;
  /** Nothing was changed, so nothing is recorded. */
  unchanged?: true;
}

const maxWaitMs = 10_000;
const defaultWithinMs = 20_000;
/** How often a transaction is tried that PostgreSQL ends for another, which happens beside a worker that writes the same. */
const mostAttempts = 3;

/**
 * The one way to change something: checks the permission, runs `change` in a transaction and appends the audit entry
 * in that same transaction, so that neither exists without the other. `change` acts by the transaction alone: it is run
 * anew where a deadlock or a conflict undid it. A denied attempt is recorded on its own and thrown on. Throws an
 * `unavailable` Refusal when the record cannot be written.
 */
export async function runCommand<T>(
  context: CommandContext,
  description: CommandDescription,
  change: (tx: Prisma.TransactionClient) => Promise<CommandOutcome<T>>,
): Promise<T> {
  try {
    assertHeld(context, description);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await runOnce(context, description, change);
      } catch (error) {
        if (attempt === mostAttempts || !wasUndoneForAnother(error)) throw error;
      }
    }
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'denied') await recordDenial(context, description, error);
    throw error;
  }
}

function runOnce<T>(
  context: CommandContext,
  { action, target, withinMs }: CommandDescription,
  change: (tx: Prisma.TransactionClient) => Promise<CommandOutcome<T>>,
): Promise<T> {
  return context.database.prisma.$transaction(async (tx) => {
    const outcome = await change(tx);
    if (outcome.unchanged === undefined)
      await record(tx, context, action, 'done', outcome.target ?? target, outcome.audit ?? {});
    return outcome.result;
  }, within(withinMs));
}

/** Whether PostgreSQL undid a transaction for a deadlock or a conflict with another (Prisma's P2034). */
function wasUndoneForAnother(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P2034';
}

/** For a command that works before its transaction begins: the permission check alone, a denied attempt recorded. */
export async function assertPermitted(context: CommandContext, description: CommandDescription): Promise<void> {
  try {
    assertHeld(context, description);
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'denied') await recordDenial(context, description, error);
    throw error;
  }
}

async function recordDenial(context: CommandContext, description: CommandDescription, denial: Refusal): Promise<void> {
  await context.database.prisma.$transaction(
    (tx) => record(tx, context, description.action, 'denied', description.target, { reason: denial.message }),
    within(),
  );
}

function within(timeout = defaultWithinMs): { maxWait: number; timeout: number } {
  return { maxWait: maxWaitMs, timeout };
}

function assertHeld({ actor }: CommandContext, { permission, reach }: CommandDescription): void {
  const check = reach === 'somewhere' ? requirePermission : requireEverywhere;
  check(actor, permission);
}

async function record(
  tx: Prisma.TransactionClient,
  context: CommandContext,
  action: string,
  outcome: 'done' | 'denied',
  target: AuditTarget | null,
  detail: Prisma.InputJsonObject,
): Promise<void> {
  try {
    await appendAudit(tx, { at: context.now, actor: context.actor, action, outcome, target, detail });
  } catch (cause) {
    const refusal = new Refusal(
      'unavailable',
      'The activity record cannot be written, so nothing was changed. Try again.',
    );
    refusal.cause = cause;
    throw refusal;
  }
}
