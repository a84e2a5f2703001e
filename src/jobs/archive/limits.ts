/** What an archive may hold before it is refused. */
export interface ArchiveLimits {
  readonly maxEntries: number;
  /** Sum of the unpacked sizes, bytes. */
  readonly maxTotalBytes: number;
  /** Unpacked / packed, looked at once more than 64 MiB came out. */
  readonly maxRatio: number;
  /** Folders above a file. */
  readonly maxDepth: number;
  /** Bytes of the disk that are left free. */
  readonly reserveBytes?: number;
}

export const DEFAULT_ARCHIVE_LIMITS: ArchiveLimits = {
  maxEntries: 20_000,
  maxTotalBytes: 4 * 1024 ** 3 - 1,
  maxRatio: 250,
  maxDepth: 24,
};

/** Below this many unpacked bytes a high ratio is harmless (a short file of blanks). */
export const RATIO_CHECK_FROM_BYTES = 64 * 1024 ** 2;
