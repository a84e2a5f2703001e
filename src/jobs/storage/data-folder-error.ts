/** The data folder cannot be used: the server does not start (exit code 3). */
export class DataFolderError extends Error {
  override readonly name = "DataFolderError";
  readonly reason: "locked" | "newer" | "damaged" | "not-ours" | "unusable";

  constructor(reason: DataFolderError["reason"], message: string) {
    super(message);
    this.reason = reason;
  }
}
