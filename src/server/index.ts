/** HTTP and nothing else: the REST API, the pages, Swagger UI. */
export { ListenError, type RunningServer, startServer } from "./start-server.ts";
