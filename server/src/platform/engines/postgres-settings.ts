import { totalmem } from "node:os";

const mebibyte = 1024 * 1024;

/**
 * Before recovery Postgres makes sure that all its files are on the disk. One by one, each of some thousand files costs a flush: half a second
 * to two on a busy disk, against a tenth to half a second for the whole file system at once (measured; a gigabyte
 * of others' unwritten data adds half a second).
 */
const recoverySync: Readonly<Record<string, string>> =
  process.platform === "linux" ? { recovery_init_sync_method: "syncfs" } : {};

/**
 * What must be redone after a death is what was written since the last checkpoint that ended, so checkpoints follow one another closely enough
 * that it is back within two seconds. Measured on two cores: 1 GB to redo takes 4 to 15 s, 384 MB at most 1.5 s on quiet ones. It costs no
 * throughput (96 µs of Postgres an event at a million profiles, against 101), but more log: 12 kB an event instead of 7, as a page is logged
 * whole at its first change after a checkpoint.
 */
const checkpoints: Readonly<Record<string, string>> = {
  max_wal_size: "384MB",
  min_wal_size: "384MB",
  checkpoint_timeout: "15min",
  // Done early, the next can begin later for the same most that is to be redone.
  checkpoint_completion_target: "0.3",
  // They follow one another by intent: nothing to warn of.
  checkpoint_warning: "0",
};

/** Settings of the embedded Postgres, for a heavy write load on a shared machine of which it is one tenant of several. */
export function postgresSettings(
  socketFolder: string,
  clusterName: string,
): Readonly<Record<string, string>> {
  const memoryMb = Math.floor(totalmem() / mebibyte);
  return {
    listen_addresses: "",
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: "0700",
    port: "5432",
    cluster_name: clusterName,
    max_connections: "100",
    // Notices within half a second that the program has gone, even in the middle of a long statement.
    client_connection_check_interval: "500ms",
    // What does not fit is in the machine's own cache, and given back when others need it: events are taken 5 % slower than with a gigabyte
    // (4,060 a second against 4,299, a million profiles), which would never be given back.
    shared_buffers: "128MB",
    effective_cache_size: `${Math.max(512, Math.floor(memoryMb / 2))}MB`,
    work_mem: "16MB",
    maintenance_work_mem: `${Math.min(512, Math.max(64, Math.floor(memoryMb / 32)))}MB`,
    wal_buffers: "16MB",
    ...checkpoints,
    // This build has only pglz, which costs more processor time than the disk space is worth.
    wal_compression: "off",
    ...recoverySync,
    jit: "off",
    random_page_cost: "1.1",
    max_worker_processes: "4",
    max_parallel_workers_per_gather: "1",
    max_parallel_maintenance_workers: "1",
    io_workers: "1",
    max_logical_replication_workers: "0",
    max_wal_senders: "0",
    autovacuum_max_workers: "2",
    timezone: "UTC",
    // ERROR lines may quote values of customers: only what the server says about itself is logged.
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    log_checkpoints: "off",
    log_line_prefix: "",
  };
}
