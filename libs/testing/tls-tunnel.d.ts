/** What tunnel programs do, on this machine: ends TLS, and passes every byte on. */
export interface TlsTunnel {
  /** Like `https://localhost:41234`. */
  origin: string;
  /** File of its self-made certificate, in which nobody believes unless told to (`NODE_EXTRA_CA_CERTS`). */
  certificate: string;
  close(): Promise<void>;
}

/** @param port where it leads to on this machine */
export function openTlsTunnel(port: number): Promise<TlsTunnel>;
