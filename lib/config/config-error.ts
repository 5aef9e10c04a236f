/** The deployment is configured wrongly. One plain sentence per fault, fit to print and exit on. */
export class ConfigError extends Error {
  readonly faults: readonly [string, ...string[]];

  constructor(faults: readonly [string, ...string[]]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}
