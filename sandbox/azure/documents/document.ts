/** What Resource Manager tells of a resource beside its id, name, type, place and tags. */
export interface Document {
  properties: Record<string, unknown>;
  kind?: string;
  managedBy?: string;
  sku?: Record<string, unknown>;
  identity?: Record<string, unknown>;
  zones?: string[];
  systemData?: Record<string, unknown>;
}
