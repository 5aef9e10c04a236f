import { toPath, toPeeringName } from '../inventory/links/peering-name';

/** Attributes of a circuit's series in one spelling: metrics write the same peering and path in ways of their own. */
export function toCircuitAttributes({ peering, path, ...rest }: Record<string, string>): Record<string, string> {
  const known = path === undefined ? null : toPath(path);
  return {
    ...rest,
    ...(peering === undefined ? {} : { peering: toPeeringName(peering) }),
    ...(path === undefined ? {} : { path: known?.path ?? path }),
    ...(known?.family ? { 'address.family': known.family } : {}),
  };
}
