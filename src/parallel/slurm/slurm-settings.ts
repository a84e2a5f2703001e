/** How the tasks of a calculation are given to a Slurm cluster. Plain values: they travel in `request.json`. */

export interface SlurmSettings {
  /** Empty: the cluster's default. */
  readonly partition: string;
  /** Empty: the user's default. */
  readonly account: string;
  /** Minutes an element of an array may take. */
  readonly minutes: number;
  /** Bytes an element may take. */
  readonly memoryBytes: number;
  /** Cores, and so worker threads, of an element. */
  readonly cores: number;
  /** Most elements of an array. */
  readonly elements: number;
  /** Seconds that an element costs beside its tasks: waiting for a node, starting, reading the plan. */
  readonly elementSeconds: number;
  /** Folder that this machine and all nodes see under the same path; empty: the calculation's own. */
  readonly sharedFolder: string;
  /** Further options of sbatch. */
  readonly options: readonly string[];
  /** How the nodes call this program; a sub-command is appended. */
  readonly command: readonly string[];
}

/** How often a range is submitted that is lost, fails or runs out of time. */
export const MOST_ATTEMPTS = 6;
