/** Defects of ours: a short number for the client, the whole story for the server's own log. */
let count = 0;

/** Logs an unexpected error on stderr and returns the number the client is given for it. */
export function incident(request: Request, error: unknown): string {
  count++;
  const number = `${Date.now().toString(36)}-${count}`;
  const story = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(`error: incident ${number}: ${request.method} ${new URL(request.url).pathname}: ${story}`);
  return number;
}
