/** The page of a node, with one of its devices open when `slot` says which. */
export function toDeviceHref(nodeId: string, slot?: number): string {
  const path = `/gpus/nodes/${encodeURIComponent(nodeId)}`;
  return slot === undefined ? path : `${path}?gpu=${slot}`;
}
