import type { PlanContext } from './plan';
import { planCircuits } from './plan-circuits';
import { planMonitors } from './plan-monitors';
import { planVpns } from './plan-vpns';

/** Joins the networks to the places outside: VPN gateways with their connections, circuits and ports, and what watches them. */
export function planLinks(context: PlanContext): void {
  planVpns(context);
  planCircuits(context);
  planMonitors(context);
}
