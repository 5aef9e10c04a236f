import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { readProcessStart } from './process-identity';
import { Supervisor, toDeathSentence, toExitCode } from './supervise';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millwright-processes-'));
});

/** Describes a part that runs this program. */
async function part(name: string, program: string) {
  const script = join(folder, `${name}.mjs`);
  await writeFile(script, program);
  return { name, script, args: [], env: {}, logFile: join(folder, `${name}.log`) };
}

/** The first line of a log, once it is there. */
async function firstLine(name: string): Promise<string> {
  for (;;) {
    const [line, ...rest] = await readFile(join(folder, `${name}.log`), 'utf8').then(
      (text) => text.split('\n'),
      () => [],
    );
    if (line && rest.length > 0) return line;
    await sleep(20);
  }
}

const forever = 'setInterval(() => {}, 1000);';

describe('supervising', () => {
  test('ends the parts in reverse order, each with all it started, even one that will not listen', async () => {
    const supervisor = new Supervisor();
    const order: string[] = [];
    await supervisor.hold(Promise.resolve('first'), async (name) => void order.push(name));
    const stubborn = await part(
      'stubborn',
      `import { spawn } from 'node:child_process';
       process.on('SIGTERM', () => {});
       console.log(spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); ${forever}"], { stdio: 'ignore' }).pid);
       ${forever}`,
    );
    const { pid, exited } = await supervisor.start(stubborn, 200);
    exited.then(() => order.push('stubborn'));
    const grandchild = Number(await firstLine('stubborn'));
    await supervisor.hold(Promise.resolve('last'), async (name) => void order.push(name));
    await supervisor.stopAll();
    expect(order).toEqual(['last', 'stubborn', 'first']);
    expect(await readProcessStart(pid)).toBeNull();
    await expect.poll(() => readProcessStart(grandchild)).toBeNull();
  });

  test('ends the run when a part dies, and says how', async () => {
    const supervisor = new Supervisor();
    await supervisor.start(await part('web', "console.log('one'); console.error('two'); process.exitCode = 3;"), 100);
    const end = await supervisor.ended;
    expect(toExitCode(end)).toBe(3);
    if (!('died' in end)) throw new Error('The run ended for another reason.');
    expect(toDeathSentence(end.died)).toBe('The web ended unexpectedly (exit code 3).');
    expect((await end.part.lastLines()).split('\n').sort()).toEqual(['one', 'two']);
    await supervisor.stopAll();
  });

  test('closes what was still opening when the run ended', async () => {
    const supervisor = new Supervisor();
    const opening = Promise.withResolvers<string>();
    const closed: string[] = [];
    const holding = supervisor.hold(opening.promise, async (name) => void closed.push(name));
    await supervisor.start(await part('brief', ''), 100);
    await expect(holding).rejects.toThrow('The run ended while it was starting.');
    const stopping = supervisor.stopAll();
    opening.resolve('database');
    await stopping;
    expect(closed).toEqual(['database']);
  });

  test('leaves no orphan when it is killed itself', async () => {
    const child = await part('child', `console.log(process.pid); ${forever}`);
    const parent = join(folder, 'parent.mts');
    await writeFile(
      parent,
      `import { startProcess } from ${JSON.stringify(join(import.meta.dirname, 'start-process.ts'))};
       await startProcess(${JSON.stringify(child)});
       ${forever}`,
    );
    const running = spawn(process.execPath, ['--import', 'tsx', parent], {
      cwd: join(import.meta.dirname, '..', '..'),
    });
    const pid = Number(await firstLine('child'));
    expect(await readProcessStart(pid)).not.toBeNull();
    running.kill('SIGKILL');
    await once(running, 'exit');
    await expect.poll(() => readProcessStart(pid)).toBeNull();
  });
});
