import { type Command, InvalidArgumentError, Option } from 'commander';
import { pathStretches } from '@/lib/api/contracts/path-keys';
import { probeKinds } from '@/lib/domain/probe/probe';
import type { CommandRun } from '../command-run';
import { listProbeAgents, makeProbeToken, revokeProbeToken } from './keep-agents';
import { addProbeTarget, dropProbeTarget, listProbeTargets } from './keep-targets';
import { listPaths } from './list-paths';

type Add = (parent: Command, usage: string, description: string) => Command;

/** The commands that keep probe agents and what they measure. `probe` alone is the agent itself: see main.ts. */
export function addProbeCommands(run: CommandRun, add: Add, probe: Command): void {
  add(probe, 'token <agent>', 'make an agent at a site, or renew its token; the value is shown once')
    .option('--site <site>', 'where a new agent measures from')
    .action((name, options) => makeProbeToken(run, name, options));
  add(probe, 'revoke <agent>', 'make its token useless').action((name, options) =>
    revokeProbeToken(run, name, options),
  );
  add(probe, 'agents', 'list agents and how they stand').action((options) => listProbeAgents(run, options));
  add(probe, 'add <address>', 'have an address measured: host:port of tcp, a host of icmp, else a URL')
    .requiredOption('--from <site>', 'where agents measure it from')
    .requiredOption('--to <site>', 'the site it stands for')
    .addOption(new Option('--kind <kind>', 'what is measured').choices(probeKinds).default('tcp'))
    .option('--every-seconds <seconds>', 'how often', toCount)
    .option('--attempts <attempts>', 'how many each time', toCount)
    .option('--timeout-ms <milliseconds>', 'how long to wait for an answer', toCount)
    .option(
      '--connection <name>',
      'a Prometheus or an Azure whose blackbox exporter or Connection Monitor measures it, instead of agents',
    )
    .option('--most-bytes <bytes>', 'of throughput: how much is taken at most', toCount)
    .action((address, options) => addProbeTarget(run, address, options));
  add(probe, 'targets', 'list what is measured').action((options) => listProbeTargets(run, options));
  add(probe, 'remove <target>', 'no longer have it measured; what was measured goes too').action((id, options) =>
    dropProbeTarget(run, id, options),
  );
  add(probe, 'paths', 'how the ways between sites are')
    .addOption(new Option('--over <stretch>', 'of how long').choices(pathStretches).default('15m'))
    .addOption(new Option('--kind <kind>', 'only by this kind').choices(probeKinds))
    .option('--from <site>', 'only from this site')
    .option('--to <site>', 'only to this site')
    .action((options) => listPaths(run, options));
}

function toCount(text: string): number {
  if (/^[1-9]\d{0,11}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number above nought.');
}
