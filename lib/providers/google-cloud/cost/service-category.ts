/** FOCUS's categories of Google's services, by patterns of their names in DuckDB's SQL; the first that fits counts. */
const categories: readonly [string, string][] = [
  [
    '^(Vertex AI|Gemini|Cloud (Natural Language|Speech|Vision|Translation|Document AI)|Notebooks)',
    'AI and Machine Learning',
  ],
  ['^(Compute Engine|Kubernetes Engine|App Engine|Cloud Run|Cloud Functions|VMware Engine|Bare Metal)', 'Compute'],
  ['^(Cloud Storage|Cloud Filestore|Filestore|Backup|NetApp|Parallelstore|Managed Lustre)', 'Storage'],
  [
    '^(Cloud SQL|Cloud Spanner|Cloud Bigtable|Bigtable|AlloyDB|Cloud Firestore|Cloud Memorystore|Memorystore)',
    'Databases',
  ],
  ['^(Networking|Cloud DNS|Cloud CDN|Cloud VPN|Cloud Interconnect|Network)', 'Networking'],
  ['^(BigQuery|Cloud Dataflow|Dataflow|Cloud Dataproc|Dataproc|Looker|Cloud Data Fusion|Dataplex)', 'Analytics'],
  ['^(Cloud Logging|Cloud Monitoring|Stackdriver|Cloud Asset|Cloud Scheduler)', 'Management and Governance'],
  ['^(Cloud Key Management|Secret Manager|Security Command|Cloud IDS|Identity|Cloud Armor)', 'Security'],
  ['^(Cloud Pub/Sub|Cloud Tasks|Workflows|Eventarc|Apigee)', 'Integration'],
  ['^(Artifact Registry|Cloud Build|Container Registry|Source Repositories)', 'Developer Tools'],
];

/** Compute Engine sells more than machines: no commitment to machines covers disks or addresses. By what a SKU says. */
const partsOfMachines: readonly [string, string][] = [
  ['(?i)\\b(PD|hyperdisk|snapshots?|storage image|machine images?)\\b', 'Storage'],
  ['(?i)^network\\b|\\b(egress|data transfer|external ip|ip charge|forwarding rule|vpn)\\b', 'Networking'],
];

/** `Other` for a service that is not known here; null where no service is told. `sku`: what is said of what was sold. */
export function serviceCategoryOf(name: string, sku: string): string {
  const parts = partsOfMachines.map(
    ([pattern, category]) =>
      `WHEN ${name} = 'Compute Engine' AND regexp_matches(${sku}, '${pattern}') THEN '${category}'`,
  );
  const cases = categories.map(
    ([pattern, category]) => `WHEN regexp_matches(${name}, '${pattern}') THEN '${category}'`,
  );
  return `CASE WHEN ${name} IS NULL THEN NULL ${[...parts, ...cases].join(' ')} ELSE 'Other' END`;
}
