const mebibyte = 1024 * 1024;

/** How the engine is opened: its memory is capped as a whole, and what it remembers of indexes does not fill the cap. */
export function chdbArguments(memoryMb: number): readonly string[] {
  const cacheBytes = (memoryMb * mebibyte) / 8;
  const configuration = {
    max_server_memory_usage: memoryMb * mebibyte,
    mark_cache_size: cacheBytes,
    primary_index_cache_size: cacheBytes,
    index_mark_cache_size: cacheBytes,
    query_condition_cache_size: cacheBytes / 8,
    // The many threads of the defaults are for machines with a hundred cores.
    background_schedule_pool_initial_size: 2,
    max_parts_cleaning_thread_pool_size: 4,
    max_active_parts_loading_thread_pool_size: 8,
  };
  return ["--", ...Object.entries(configuration).map(([name, value]) => `--${name}=${Math.floor(value)}`)];
}
