import { z } from 'zod';

const deploymentSchema = z.object({
  available_version: z.string().nullish(),
  last_installed_version: z.string().nullish(),
  deployment_state: z.object({ version: z.string().nullish(), phase: z.string().nullish() }).nullish(),
});
export const versionStatusSchema = z.object({
  volterra_software_status: deploymentSchema.nullish(),
  operating_system_status: deploymentSchema.nullish(),
});
type Deployment = z.output<typeof deploymentSchema>;

/** A version in use and one that is ready; null where F5 does not say. */
export interface VersionPair {
  inUse: string | null;
  available: string | null;
  /** How far the last upgrade came, in F5's word. */
  phase: string | null;
  /** Whether another version than the one in use is ready; null when one of the two is not known. */
  upgradeWaiting: boolean | null;
}

export interface SiteVersions {
  software: VersionPair;
  operatingSystem: VersionPair;
}

/** The versions that a site's specification asks for, as its status says they are. */
export function toSiteVersions(
  asked: { volterra_software_version?: string | null; operating_system_version?: string | null },
  statuses: readonly z.output<typeof versionStatusSchema>[],
): SiteVersions {
  const software = statuses.find((status) => status.volterra_software_status)?.volterra_software_status;
  const operatingSystem = statuses.find((status) => status.operating_system_status)?.operating_system_status;
  return {
    software: toPair(asked.volterra_software_version, software),
    operatingSystem: toPair(asked.operating_system_version, operatingSystem),
  };
}

/** What was deployed last is in use only once it is installed; until then the version before it is. */
function toPair(asked: string | null | undefined, deployment: Deployment | null | undefined): VersionPair {
  const phase = deployment?.deployment_state?.phase || null;
  const deployed = phase === 'UPGRADE_COMPLETED' ? deployment?.deployment_state?.version : null;
  const inUse = deployment?.last_installed_version || deployed || asked || null;
  const available = deployment?.available_version || null;
  return { inUse, available, phase, upgradeWaiting: inUse === null || available === null ? null : inUse !== available };
}
