import type { CommandContext } from '@/lib/commands/command-context';
import type { Config } from '@/lib/config/config';

/** What the demo prepares its console with. */
export interface Preparation {
  context: CommandContext;
  config: Config;
}
