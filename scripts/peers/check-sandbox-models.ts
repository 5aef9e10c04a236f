import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Counts } from '../counts/counts';
import { sandboxAwsOf } from '../demo/sandbox-aws';
import { readSandboxLine, type SandboxLine } from '../demo/sandbox-line';
import { startProcess } from '../processes/start-process';

const root = join(import.meta.dirname, '..', '..');
const script = join(root, 'sandbox', 'aws', 'model-check', 'check_models.py');

/** Holds the sandbox's AWS face against the vendor's published service models. Counts as one test. */
export async function checkSandboxModels(): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-models-'));
  const ready = Promise.withResolvers<SandboxLine>();
  const sandbox = await startProcess({
    name: 'sandbox',
    script: 'sandbox/main.ts',
    args: ['--data-dir', folder],
    env: process.env,
    logFile: join(folder, 'sandbox.log'),
    onLine: (line) => {
      const said = readSandboxLine(line);
      if (said !== null) ready.resolve(said);
    },
  });
  try {
    const died = sandbox.exited.then(async () => Promise.reject(new Error(await sandbox.lastLines())));
    const aws = sandboxAwsOf(await Promise.race([ready.promise, died]));
    const authority = join(folder, 'authority.pem');
    await writeFile(authority, aws.caCertificate);
    const keys = [aws.accessKeyId, aws.secretAccessKey, '--external-id', aws.externalId, ...aws.roleArns];
    const { exitCode } = await execa('python3', [script, aws.endpoint, authority, ...keys], {
      reject: false,
      stdio: 'inherit',
    });
    return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
  } finally {
    await sandbox.stop(5_000);
    await rm(folder, { recursive: true, force: true });
  }
}
