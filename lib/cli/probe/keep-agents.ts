import { createProbeAgentSchema } from '@/lib/api/contracts/probes';
import { createProbeAgent, renewProbeToken, revokeProbeAgent } from '@/lib/commands/probes/probe-agents';
import { readProbeAgents, toProbeAgent } from '@/lib/views/probes/read-probes';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { parseInput } from '../input/parse-input';
import type { OpenConsole } from '../open-console';
import { PlainError } from '../plain-error';
import { printJson, printTable } from '../terminal/print';

/** `probe token`: makes an agent at a site, or renews the token of one that is there; the value is shown once. */
export async function makeProbeToken(
  run: CommandRun,
  name: string,
  options: SharedOptions & { site?: string },
): Promise<void> {
  const made = await withConsole(run, options, async (console) => {
    const { id, site } = (await findAgent(console, name)) ?? {};
    if (site !== undefined && options.site !== undefined && site !== options.site)
      throw new PlainError(`${name} measures from ${site}: an agent at another site needs another name.`);
    if (id !== undefined) return renewProbeToken(console.commandContext(), id);
    if (options.site === undefined) throw new PlainError(`There is no agent called ${name}: say where, with --site.`);
    return createProbeAgent(console.commandContext(), parseInput(createProbeAgentSchema, { name, site: options.site }));
  });
  const { agent, value } = made;
  if (options.json) return printJson(run.terminal, { agent: toProbeAgent(agent, new Date()), value });
  run.terminal.out(value);
  run.terminal.remark(`Lets ${agent.name} report what it measures from ${agent.site}. It is shown only now.`);
}

/** `probe revoke`: makes an agent's token useless. */
export async function revokeProbeToken(run: CommandRun, name: string, options: SharedOptions): Promise<void> {
  await withConsole(run, options, async (console) => {
    const agent = await findAgent(console, name);
    if (agent === null) throw new PlainError(`There is no agent called ${name}.`);
    await revokeProbeAgent(console.commandContext(), agent.id);
  });
  if (options.json) return printJson(run.terminal, { revoked: name });
  run.terminal.out(`The token of ${name} is of no use any more.`);
}

/** `probe agents`: who measures from where, and how their clocks and tokens stand. */
export async function listProbeAgents(run: CommandRun, options: SharedOptions): Promise<void> {
  const { items } = await withConsole(run, options, ({ viewContext }) => readProbeAgents(viewContext()));
  if (options.json) return printJson(run.terminal, items);
  printTable(
    run.terminal,
    [
      { title: 'AGENT', text: ({ name }) => name },
      { title: 'SITE', text: ({ site }) => site },
      { title: 'TOKEN', text: ({ tokenPrefix, revokedAt }) => (revokedAt === null ? `${tokenPrefix}…` : 'revoked') },
      { title: 'LAST SEEN', text: ({ lastSeenAt }) => lastSeenAt },
      { title: 'HOST', text: ({ instances }) => instances[0]?.host ?? null },
      {
        title: 'CLOCK AHEAD',
        text: ({ clockAheadSeconds: ahead }) => (ahead === null ? null : `${ahead.toFixed(1)} s`),
      },
      { title: 'NOTE', text: ({ usedTwice }) => (usedTwice ? 'two processes use its token' : null) },
    ],
    items,
  );
}

function findAgent({ database }: OpenConsole, name: string) {
  return database.prisma.probeAgent.findUnique({ where: { name } });
}
