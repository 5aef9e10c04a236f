import type { Environment } from '@/lib/config/environment';
import { ConsoleClient } from './console-client';
import { ProbeAgent } from './probe-agent';
import { ProbeSettingsError, readProbeSettings } from './probe-settings';

const stopWithinMs = 4_000;

/** `probe`: measures until told to stop; resolves to the exit code. Loads nothing of the console but what it needs. */
export async function runProbeAgent(
  args: readonly string[],
  env: Environment,
  say: (sentence: string) => void,
): Promise<number> {
  try {
    const { console, token } = readProbeSettings(args, env);
    const agent = new ProbeAgent({ client: new ConsoleClient(console, token), say });
    const stopped = new Promise((resolve) => {
      process.once('SIGTERM', resolve);
      process.once('SIGINT', resolve);
    });
    await agent.start();
    await stopped;
    await Promise.race([agent.stop(), new Promise((resolve) => setTimeout(resolve, stopWithinMs))]);
    return 0;
  } catch (error) {
    if (!(error instanceof ProbeSettingsError)) throw error;
    say(error.message);
    return 1;
  }
}
