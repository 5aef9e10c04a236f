import { totalmem } from 'node:os';

/** How the embedded server runs. Without durability it is faster, and a crash loses what it likes. */
export function toPostgresSettings(durable: boolean): Record<string, string> {
  const sharedBuffersMb = toSharedBuffersMb();
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    shared_buffers: `${sharedBuffersMb}MB`,
    effective_cache_size: `${3 * sharedBuffersMb}MB`,
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    random_page_cost: '1.1',
    jit: 'off',
    max_connections: '120',
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgresql-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum_naptime: '5s' }),
  };
}

/** An eighth of the memory there is, within bounds. The server touches it only as its data grows. */
function toSharedBuffersMb(): number {
  const constrained = process.constrainedMemory();
  const bytes = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return Math.round(Math.min(2_048, Math.max(128, bytes / 8 / 1_048_576)));
}
