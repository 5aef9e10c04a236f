import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ConnectionField } from '@/lib/providers/contract/provider';
import type { Terminal } from '../terminal/terminal';
import { readSecretFields, readSettings } from './read-fields';

const field = (name: string, input: ConnectionField['input'], secret = false): ConnectionField => ({
  name,
  label: name,
  input,
  secret,
  required: false,
  description: '',
});
const fields = [
  field('regions', 'list'),
  field('endpoint', 'text'),
  field('certificate', 'textarea'),
  field('accessKeyId', 'text', true),
  field('secretAccessKey', 'text', true),
];
const answering = (answer: string | null): Terminal => ({
  out: () => undefined,
  remark: () => undefined,
  ask: async () => answer,
});
const sources = { env: { KEY: 'AKIA', EMPTY: '' }, terminal: answering('typed') };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millwright-cli-'));
  await writeFile(join(folder, 'secret'), 'from file\n');
  await writeFile(join(folder, 'empty'), '\n');
});

describe('settings', () => {
  test('lists take commas and repetition, texts take files', async () => {
    const pairs = [
      'regions=us-east-1, eu-west-1',
      'regions=ap-south-1',
      'endpoint=https://h/?a=b',
      `certificate=file:${folder}/secret`,
    ];
    expect(await readSettings(fields, pairs)).toEqual({
      regions: ['us-east-1', 'eu-west-1', 'ap-south-1'],
      endpoint: 'https://h/?a=b',
      certificate: 'from file\n',
    });
  });

  test('unknown names and secrets among the settings are refused without repeating a value', async () => {
    await expect(readSettings(fields, ['region=x'])).rejects.toThrow(
      'There is no setting called region; there are regions, endpoint, certificate.',
    );
    await expect(readSettings(fields, ['secretAccessKey=hunter2'])).rejects.toThrow(
      /^secretAccessKey is a secret: give it with --secret\.$/,
    );
    await expect(readSettings(fields, ['hunter2'])).rejects.toThrow(/^--setting takes name=value\.$/);
  });
});

describe('secrets', () => {
  test('come from the environment, a file or the prompt', async () => {
    expect(
      await readSecretFields(fields, ['accessKeyId=env:KEY', `secretAccessKey=file:${folder}/secret`], sources),
    ).toEqual({ accessKeyId: 'AKIA', secretAccessKey: 'from file' });
    expect(await readSecretFields(fields, ['accessKeyId=prompt'], sources)).toEqual({ accessKeyId: 'typed' });
    expect(await readSecretFields(fields, [], sources)).toBeNull();
  });

  test.each(['hunter2', 'env:', 'plain:hunter2', 'promptly'])(
    'a literal is refused and not repeated: %s',
    async (value) => {
      const attempt = readSecretFields(fields, [`accessKeyId=${value}`], sources);
      await expect(attempt).rejects.toThrow(/^Secrets are not taken from the command line/);
      await expect(attempt).rejects.not.toThrow(/hunter2/);
    },
  );

  test('what is missing is told in a sentence', async () => {
    const from = (reference: string, terminal = answering(null)) =>
      readSecretFields(fields, [`accessKeyId=${reference}`], { ...sources, terminal });
    await expect(from('env:EMPTY')).rejects.toThrow(
      'The environment variable EMPTY, named for accessKeyId, is not set.',
    );
    await expect(from(`file:${folder}/none`)).rejects.toThrow(/cannot be read \(ENOENT\)\.$/);
    await expect(from(`file:${folder}/empty`)).rejects.toThrow(/is empty\.$/);
    await expect(from('prompt')).rejects.toThrow(
      'There is no terminal to ask for accessKeyId: use env:NAME or file:/path.',
    );
    await expect(from('prompt', answering(''))).rejects.toThrow('accessKeyId was left empty.');
  });
});
