import { PlainError } from '@/lib/cli/plain-error';
import { type Config, readConfig } from '@/lib/config/config';
import { ConfigError } from '@/lib/config/config-error';

/** The configuration of a console for real. Throws with every fault in a sentence of its own. */
export function requireProduction(env: NodeJS.ProcessEnv): Config {
  const faults: string[] = [];
  if (env.MILLWRIGHT_SANDBOX_URL) faults.push('MILLWRIGHT_SANDBOX_URL belongs to the demo: unset it, or run the demo.');
  try {
    const config = readConfig({ ...env, MILLWRIGHT_SANDBOX_URL: undefined }, 'web');
    if (faults.length === 0) return config;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    faults.push(...error.faults);
  }
  throw new PlainError(['Millwright does not start:', ...faults.map((fault) => `- ${fault}`)].join('\n'));
}
