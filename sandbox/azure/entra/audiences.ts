/** What tokens may be asked for, by the audience of their scope, and the form in which they then carry it. */
const known = new Map([
  ['https://management.azure.com', 'https://management.azure.com/'],
  ['https://management.core.windows.net', 'https://management.core.windows.net/'],
  ['https://metrics.monitor.azure.com', 'https://metrics.monitor.azure.com/'],
  ['https://storage.azure.com', 'https://storage.azure.com'],
]);

/** What Resource Manager and Resource Graph accept. */
export const managementAudiences = ['https://management.azure.com/', 'https://management.core.windows.net/'];

/** What the metrics data plane accepts: its own name, and Resource Manager's, which the vendor's client asks for. */
export const metricsAudiences = ['https://metrics.monitor.azure.com/', ...managementAudiences];

/** What the storage services accept. */
export const storageAudiences = ['https://storage.azure.com', 'https://storage.azure.com/'];

/** The audience of a scope such as `https://management.azure.com/.default`; undefined when nobody goes by it. */
export function audienceOfScope(scope: string): string | undefined {
  return known.get(scope.replace(/\/+\.default$/, ''));
}
