/** What an archive may hold, by the settings. */
import type { ARCHIVE_SETTINGS, Settings } from "../../settings/table.ts";
import type { ArchiveLimits } from "./limits.ts";

export function limitsOf(settings: Pick<Settings, (typeof ARCHIVE_SETTINGS)[number]>): ArchiveLimits {
  return {
    maxEntries: settings.archiveEntries,
    maxTotalBytes: settings.archiveSize,
    maxRatio: settings.archiveRatio,
    maxDepth: settings.archiveDepth,
  };
}
