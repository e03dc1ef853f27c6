/** Injection token of the `WecomTimings`. */
export const WECOM_TIMINGS = Symbol('WecomTimings');

/** How patient we are with the platform and with the shared store. Milliseconds. Tests bring their own. */
export interface WecomTimings {
  /** One attempt of a business call. */
  callMs: number;
  /** One attempt to fetch a token or ticket. Three of them and their back-offs fit into the lease. */
  fetchMs: number;
  /** The first back-off after passing trouble; it grows, with full jitter. */
  backoffMs: number;
  /** How long a process that fetches keeps the others waiting if it dies. */
  leaseMs: number;
  /** About how long to wait before looking again for what another process is fetching, or for a free place. */
  pollMs: number;
  /** How long anybody waits for what another process is fetching, or for a free place. */
  patienceMs: number;
  /** One command to Redis. */
  storeMs: number;
}

export const defaultTimings: WecomTimings = {
  callMs: 4_000,
  fetchMs: 2_000,
  backoffMs: 150,
  leaseMs: 8_000,
  pollMs: 50,
  patienceMs: 10_000,
  storeMs: 300,
};
