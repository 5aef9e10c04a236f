import { z } from 'zod';
import { dismissDeliverySchema } from '@/lib/api/contracts/deliveries';
import { dismissDelivery, takeDismissalBack } from '@/lib/commands/cost/dismiss-delivery';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { parseInput } from '../input/parse-input';
import { printJson } from '../terminal/print';

const inputSchema = dismissDeliverySchema.extend({ delivery: z.uuid() });

/** `cost dismiss`: waits no longer for what a delivery in quarantine would have told. */
export async function dismissDeliveryCommand(
  run: CommandRun,
  id: string,
  options: SharedOptions & { reason: string },
): Promise<void> {
  const { delivery, reason } = parseInput(inputSchema, { delivery: id, reason: options.reason });
  await withConsole(run, options, (console) => dismissDelivery(console.commandContext(), delivery, reason));
  if (options.json) return printJson(run.terminal, { delivery, dismissed: true });
  run.terminal.out('It is dismissed. It stays on record, and no total is “at least” for it any more.');
}

/** `cost undismiss`: takes the dismissal back. */
export async function undismissDeliveryCommand(run: CommandRun, id: string, options: SharedOptions): Promise<void> {
  const { delivery } = parseInput(inputSchema.pick({ delivery: true }), { delivery: id });
  await withConsole(run, options, (console) => takeDismissalBack(console.commandContext(), delivery));
  if (options.json) return printJson(run.terminal, { delivery, dismissed: false });
  run.terminal.out('It is in quarantine as before.');
}
