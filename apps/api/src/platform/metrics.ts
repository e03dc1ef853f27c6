/** Injection token of the Prometheus `Registry` that everybody counts into. One for each app, so that tests don't share it. */
export const METRICS = Symbol('Metrics');
