import { runProbeAgent } from './run-probe-agent';

const say = (sentence: string) => process.stderr.write(`${new Date().toISOString()} ${sentence}\n`);

// Bundled as CommonJS, where nothing waits at the top: see scripts/setup/build-probe.mjs.
runProbeAgent(process.argv.slice(2), process.env, say).then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(1);
  },
);
