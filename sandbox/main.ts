import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startSandbox } from './start-sandbox';
import { places } from './world/places';

const port = z.coerce.number().int().min(1).max(65535).optional();

const optionsSchema = z.object({
  dataDir: z.string().min(1),
  httpPort: port,
  seed: z.string().min(1).optional(),
  scale: z.coerce.number().int().min(1).max(1000).optional(),
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      'data-dir': { type: 'string' },
      'http-port': { type: 'string' },
      seed: { type: 'string' },
      scale: { type: 'string' },
    },
  });
  return optionsSchema.parse({
    dataDir: values['data-dir'] ?? '.millwright',
    httpPort: values['http-port'],
    seed: values.seed,
    scale: values.scale,
  });
}

async function main(): Promise<void> {
  const sandbox = await startSandbox({ ...readOptions(), signIn: true });
  const { url, connections, oidc, personas } = sandbox;
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    sandbox.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const people = personas.map(({ email, name, role }) => ({ email, name, role }));
  process.stdout.write(`${JSON.stringify({ ready: true, url, connections, places, oidc, personas: people })}\n`);
}

function fail(error: unknown): never {
  const isBusy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const reason = isBusy
    ? 'a port it used before is taken by another program; stop that program or give --http-port'
    : error instanceof z.ZodError
      ? z.prettifyError(error)
      : error instanceof Error
        ? error.message
        : String(error);
  process.stderr.write(`The sandbox cannot run: ${reason}\n`);
  process.exit(1);
}

main().catch(fail);
