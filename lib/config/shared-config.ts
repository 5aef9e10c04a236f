import { type Config, readConfig } from './config';

let shared: Config | null = null;

/** The web process's configuration, read from the environment once, on first use. */
export function sharedConfig(): Config {
  shared ??= readConfig(process.env, 'web');
  return shared;
}
